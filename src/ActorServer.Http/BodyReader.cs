using System.Buffers;

namespace ActorServer.Http;

/// <summary>Reads one request's body after another. Not safe on several threads at once.</summary>
/// <param name="limits">What a body may cost.</param>
public sealed class BodyReader(HttpLimits limits)
{
    /// <summary>Bytes of the body so far, after de-chunking.</summary>
    public long Received { get; private set; }

    /// <summary>True once the body is complete: at once when there is none.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The trailers of a chunked body that is complete, never merged into the head; null when there are none.</summary>
    public FieldTable? Trailers { get; private set; }

    /// <summary>Why, after <see cref="BodyStatus.Refused"/>.</summary>
    public Refusal Refusal { get; private set; }

    /// <summary>After a refusal one line for the log; else empty.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Begins the body of a request.</summary>
    /// <param name="head">The request.</param>
    /// <returns>The refusal when the announced length is over the limit, before any byte of it is read; else null.</returns>
    public Refusal? Begin(RequestHead head) => throw new NotSupportedException($"{limits}");

    /// <summary>Reads on.</summary>
    /// <param name="buffer">What follows the bytes consumed so far.</param>
    /// <param name="sink">Takes the body, without chunk framing.</param>
    /// <param name="consumed">Behind the last byte used; never behind the body's end.</param>
    public BodyStatus Read(in ReadOnlySequence<byte> buffer, IBufferWriter<byte> sink, out SequencePosition consumed) =>
        throw new NotSupportedException();
}
