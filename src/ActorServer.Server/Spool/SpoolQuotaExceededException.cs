namespace ActorServer.Server.Spool;

/// <summary>The spool's quota (<c>actor-server.spool.quota</c>) has no room for more of a body: the request is answered 503.</summary>
internal sealed class SpoolQuotaExceededException() : Exception("The spool's quota is exhausted (actor-server.spool.quota).");
