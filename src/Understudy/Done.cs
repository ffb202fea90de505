namespace Akka;

/// <summary>The value of a task that has nothing to say but that it ended (Akka.Done).</summary>
public sealed class Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
