namespace ActorServer.Http;

/// <summary>A validated response head.</summary>
public sealed class ResponseHead
{
}
