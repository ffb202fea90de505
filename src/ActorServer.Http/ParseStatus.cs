namespace ActorServer.Http;

/// <summary>How far a <see cref="RequestParser"/> has come.</summary>
public enum ParseStatus
{
    /// <summary>The head is not complete; call again with the same bytes and more.</summary>
    NeedMore,

    /// <summary>The head is complete.</summary>
    Complete,

    /// <summary>The request is refused.</summary>
    Refused,
}
