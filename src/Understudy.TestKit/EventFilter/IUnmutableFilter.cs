namespace Akka.TestKit;

/// <summary>Filters that swallow events until they are taken out, or disposed of (Akka.TestKit.IUnmutableFilter).</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Takes the filters out.</summary>
    void Unmute();
}
