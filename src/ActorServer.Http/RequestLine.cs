namespace ActorServer.Http;

/// <summary>Where the parts of a request line stand, as offsets from its first byte.</summary>
internal readonly record struct RequestLine
{
    public required string Method { get; init; }

    public required int Length { get; init; }

    public required Range Target { get; init; }

    public required TargetForm Form { get; init; }

    public required Range Authority { get; init; }

    public required Range Path { get; init; }

    public required Range Query { get; init; }

    public required bool HasQuery { get; init; }

    public required int MinorVersion { get; init; }
}
