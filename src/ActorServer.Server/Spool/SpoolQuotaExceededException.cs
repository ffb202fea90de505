namespace ActorServer.Server.Spool;

/// <summary>The spool has no room: its quota (<c>actor-server.spool.quota</c>) has none for more of a body, or the process no descriptor for another file. The request is answered 503.</summary>
/// <param name="reason">One sentence.</param>
internal sealed class SpoolQuotaExceededException(string reason = "The spool's quota is exhausted (actor-server.spool.quota).") : IOException(reason);
