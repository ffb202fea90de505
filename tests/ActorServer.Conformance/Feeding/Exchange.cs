using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Feeding;

/// <summary>One request as an application would see it, or its refusal.</summary>
internal sealed record Exchange(RequestHead? Head, Refusal? Refusal, string Detail, string Body, FieldTable? Trailers)
{
    public string Path => Text(Head!.Path);

    public string Query => Text(Head!.Query);

    public string Host => Text(Head!.Host);

    /// <summary>All fields in wire order: <c>name: value</c>.</summary>
    public string[] Fields => List(Head!.Fields);

    /// <summary>All trailers in wire order.</summary>
    public string[] TrailerFields => Trailers is null ? [] : List(Trailers);

    /// <summary>Everything that must not depend on the pieces in which the bytes came.</summary>
    public string Summary => Refusal is { } reason
        ? $"refused: {reason}"
        : $"{Text(Head!.RequestLine)} | {Head.Method} {Head.Form} {Text(Head.Target)} {Path} {Head.HasQuery} {Query} {Head.MinorVersion} {Host} | {string.Join(", ", Fields)} | "
            + $"{Head.Framing} {Head.ContentLength} {Head.ExpectsContinue} {Head.KeepAlive} | {Body} | {string.Join(", ", TrailerFields)}";

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    private static string[] List(FieldTable fields) =>
        [.. Enumerable.Range(0, fields.Count).Select(i => $"{Text(fields.Name(i))}: {Text(fields.Value(i))}")];
}
