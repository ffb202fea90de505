namespace ActorServer.Http;

/// <summary>A parsed request head.</summary>
public sealed class RequestHead
{
}
