namespace ActorServer.Http;

/// <summary>What the fields of a request decide about its body and its connection.</summary>
internal readonly record struct RequestFacts(BodyFraming Framing, long ContentLength, bool ExpectsContinue, bool KeepAlive, Range Host);
