namespace ActorServer.Http;

/// <summary>How far a <see cref="BodyReader"/> has come.</summary>
public enum BodyStatus
{
    /// <summary>The body is not complete; call again with what follows the consumed bytes.</summary>
    NeedMore,

    /// <summary>The body and its trailers are complete.</summary>
    Complete,

    /// <summary>The body is refused.</summary>
    Refused,
}
