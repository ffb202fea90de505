using System.Text;

namespace ActorServer.Http;

/// <summary>What a person reads who gets a refusal: status, sentence, detail; one line each.</summary>
internal static class RefusalBody
{
    public static byte[] Of(RefusalEntry entry, string? detail) =>
        Encoding.UTF8.GetBytes($"{entry.Status} {entry.ReasonPhrase}\n{entry.Sentence}\n{(detail is null ? "" : detail + "\n")}");
}
