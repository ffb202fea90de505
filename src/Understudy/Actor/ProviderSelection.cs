namespace Akka.Actor;

/// <summary>Which provider of references a system has (Akka.Actor.ProviderSelection).</summary>
public abstract class ProviderSelection
{
    private protected ProviderSelection()
    {
    }

    /// <summary>The provider of systems that are one process.</summary>
    public sealed class Local : ProviderSelection
    {
        /// <summary>The only instance.</summary>
        public static readonly Local Instance = new();

        private Local()
        {
        }
    }
}
