namespace ActorServer.Gateways.Wsgi;

/// <summary>Output of the processes, line by line into the server's log: <c>actor-server.wsgi.output</c>.</summary>
/// <param name="MaxLine">Bytes after which a line is cut.</param>
/// <param name="MaxLinesPerSecond">Lines a second and process; further ones are counted instead of kept.</param>
public sealed record OutputSettings(int MaxLine, int MaxLinesPerSecond);
