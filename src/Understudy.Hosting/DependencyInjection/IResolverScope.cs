namespace Akka.DependencyInjection;

/// <summary>A resolver that ends, and with it the scoped services that it gave. Mirrors Akka.DependencyInjection.IResolverScope.</summary>
public interface IResolverScope : IDisposable
{
    /// <summary>Gives the services of this scope.</summary>
    IDependencyResolver Resolver { get; }
}
