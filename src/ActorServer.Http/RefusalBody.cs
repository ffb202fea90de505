using System.Text;

namespace ActorServer.Http;

/// <summary>What a person reads who gets a refusal: the status, and below it the sentence or the detail, which says the same and more.</summary>
internal static class RefusalBody
{
    public static byte[] Of(RefusalEntry entry, string? detail) =>
        Encoding.UTF8.GetBytes($"{entry.Status} {entry.ReasonPhrase}\n{(string.IsNullOrEmpty(detail) ? entry.Sentence : detail)}\n");
}
