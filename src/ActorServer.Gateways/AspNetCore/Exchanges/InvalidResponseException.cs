using ActorServer.Http;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>The application's answer cannot be sent: a field that is not valid, or not the length that it announced.</summary>
/// <param name="reason">What the client is told.</param>
/// <param name="message">One sentence with the value and the rule.</param>
internal sealed class InvalidResponseException(Refusal reason, string message) : InvalidOperationException(message)
{
    /// <summary>What the client is told.</summary>
    public Refusal Reason => reason;
}
