namespace ActorServer.Tests.EndToEnd;

/// <summary>Tests that start servers, kill processes or count what runs at once: one after the other, beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Processes
{
    /// <summary>The collection's name.</summary>
    public const string Name = "processes";
}
