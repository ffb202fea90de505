namespace ActorServer.Http;

/// <summary>How the end of a request's body is found (RFC 9112 §6.3).</summary>
public enum BodyFraming
{
    /// <summary>Neither field is given: there is no body.</summary>
    None,

    /// <summary>Content-Length says it; it may be 0.</summary>
    Length,

    /// <summary>The chunk of size 0 and the trailers end it.</summary>
    Chunked,
}
