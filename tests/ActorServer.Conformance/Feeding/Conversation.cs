using System.Buffers;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Feeding;

/// <summary>One connection's requests, read as a server reads them: head, body, head, body, until one closes.</summary>
internal sealed class Conversation(HttpLimits limits, bool trustForwarded)
{
    private readonly RequestParser _parser = new(limits, trustForwarded ? ForwardingFields.All : ForwardingFields.None);
    private readonly BodyReader _body = new(limits);
    private readonly ArrayBufferWriter<byte> _sink = new();
    private RequestHead? _head;

    public List<Exchange> Exchanges { get; } = [];

    /// <summary>True after a refusal that closes: the rest is not read.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>True while a request has begun and is not complete.</summary>
    public bool IsWithinRequest => _head is not null || _parser.HasBegun;

    /// <summary>True while a head has begun and is not complete.</summary>
    public bool IsWithinHead => _head is null && _parser.HasBegun;

    /// <summary>Reads on.</summary>
    /// <returns>How many bytes are used up.</returns>
    public long Feed(ReadOnlySequence<byte> bytes)
    {
        long all = bytes.Length;
        while (!IsClosed && (_head is null ? ReadHead(ref bytes) : ReadBody(ref bytes)))
        {
        }

        return all - bytes.Length;
    }

    private bool ReadHead(ref ReadOnlySequence<byte> bytes)
    {
        ParseStatus status = _parser.Parse(bytes, out SequencePosition consumed);
        bytes = bytes.Slice(consumed);
        switch (status)
        {
            case ParseStatus.NeedMore:
                return false;
            case ParseStatus.Refused:
                Refuse(_parser.Refusal, _parser.Detail);
                // A request that is refused for its method alone is whole, and would have to be read to its end.
                IsClosed |= _parser.Head is { } head && (!head.KeepAlive || head.Framing == BodyFraming.Chunked || head.ContentLength > 0);
                _parser.Reset();
                return !IsClosed;
            default:
                _head = _parser.Head!;
                _parser.Reset();
                _sink.ResetWrittenCount();
                if (_body.Begin(_head) is { } refusal)
                    Refuse(refusal, _body.Detail);
                return !IsClosed;
        }
    }

    private bool ReadBody(ref ReadOnlySequence<byte> bytes)
    {
        BodyStatus status = _body.Read(bytes, _sink, out SequencePosition consumed);
        bytes = bytes.Slice(consumed);
        Assert.Equal(_sink.WrittenCount, _body.Received);
        switch (status)
        {
            case BodyStatus.NeedMore:
                Assert.True(bytes.IsEmpty, "A body that needs more uses up what it has.");
                return false;
            case BodyStatus.Refused:
                Refuse(_body.Refusal, _body.Detail);
                return false;
            default:
                Exchanges.Add(new Exchange(_head, null, "", Encoding.Latin1.GetString(_sink.WrittenSpan), _body.Trailers));
                _head = null;
                return true;
        }
    }

    private void Refuse(Refusal reason, string detail)
    {
        Exchanges.Add(new Exchange(null, reason, detail, "", null));
        IsClosed = RefusalTable.Of(reason).Closes;
        _head = null;
    }
}
