namespace ActorServer.Server.Hosting;

/// <summary>Who started a tree of actors, and hears what becomes of it. Called by actors: it must return at once.</summary>
internal interface ITreeObserver
{
    /// <summary>Completes when the end is decided, whoever decided it: a tree that is being started then starts no further.</summary>
    Task Ended { get; }

    /// <summary>Requests can be served.</summary>
    /// <param name="url">What a client would type.</param>
    void OnReady(string url);

    /// <summary>The tree cannot go on; may be said more than once, the first word counts.</summary>
    /// <param name="ending">Why.</param>
    void OnEnded(TreeEnding ending);
}
