namespace ActorServer.AspNetCore;

/// <summary>
/// Settings of the server in an ASP.NET Core host: what app.yaml would say, by the same rules. They come from configuration section <c>ActorServer</c> and from
/// code, which wins. What is null has its default from <c>hocon/reference.conf</c>, whose other keys <see cref="Hocon"/> sets.
/// </summary>
public sealed class ActorServerOptions
{
    /// <summary>The configuration section that the options are read from.</summary>
    public const string Section = "ActorServer";

    /// <summary>What to bind: an IPv4 or IPv6 address, or <c>unix:</c> and an absolute path. Where neither it nor <see cref="Port"/> is said, the host's one http URL counts (<c>urls</c>).</summary>
    public string? Address { get; set; }

    /// <summary>The TCP port; 0 lets the system choose one.</summary>
    public int? Port { get; set; }

    /// <summary>The socket's listen backlog.</summary>
    public int? Backlog { get; set; }

    /// <summary>Requests served at the same time, 1 to 100000; 1000 by default.</summary>
    public int? Concurrency { get; set; }

    /// <summary>Requests that may wait for their turn.</summary>
    public int? QueueSize { get; set; }

    /// <summary>How long a request may wait for its turn before it gets 503. In configuration: a number of seconds, or with a unit such as <c>500ms</c>.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>From dispatch to the response head; then 504. In configuration as <see cref="Timeout"/>.</summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>How long requests under way may take when the host stops; the host's own <c>ShutdownTimeout</c> ends it earlier. In configuration as <see cref="Timeout"/>.</summary>
    public TimeSpan? DrainTimeout { get; set; }

    /// <summary>Where the access log goes: <c>stdout</c>, or a file to append to. Where neither it nor <see cref="AccessLogFormat"/> is said there is none: a host has its own logs.</summary>
    public string? AccessLog { get; set; }

    /// <summary><c>combined</c>, <c>json</c> or <c>off</c>; <c>combined</c> where only <see cref="AccessLog"/> is said.</summary>
    public string? AccessLogFormat { get; set; }

    /// <summary>Every other key: HOCON text, or the path of a HOCON file relative to the content root.</summary>
    public string? Hocon { get; set; }

    // What the configuration section says and cannot be put into a property: told together with everything else that is wrong.
    internal List<string> Problems { get; } = [];
}
