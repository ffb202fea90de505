namespace ActorServer.Http;

/// <summary>How a request line names its target (RFC 9112 §3.2); authority-form is for CONNECT, which is refused.</summary>
public enum TargetForm
{
    /// <summary>A path with an optional query: <c>/where?q=now</c>.</summary>
    Origin,

    /// <summary>A whole address: <c>http://www.example.org/pub</c>.</summary>
    Absolute,

    /// <summary>The server as a whole, OPTIONS only: <c>*</c>.</summary>
    Asterisk,
}
