using System.Buffers;

namespace ActorServer.Http;

/// <summary>
/// Turns the bytes of a connection into one <see cref="RequestHead"/> after another. Not safe on several threads at once.
/// States: before the request line (empty lines are skipped) → fields → done (complete or refused) → <see cref="Reset"/>.
/// Only complete lines are looked into, in order, and each byte is searched once; what a head costs is limited before it is understood.
/// </summary>
/// <param name="limits">What a head may cost.</param>
/// <param name="kept">See <see cref="Kept"/>.</param>
public sealed class RequestParser(HttpLimits limits, ForwardingFields kept = ForwardingFields.None)
{
    // RFC 9112 §2.2 asks for at least one: old clients sent CRLF behind a body.
    private const int MaxEmptyLines = 8;
    private const int KeptScratch = 4096;
    private const int SmallestStep = 256;

    private readonly FieldBlock _block = new(limits);
    private Stage _stage;
    private LineScanner _scanner;
    private int _emptyLines;
    private int _headStart;
    private RequestLine _line;
    private RequestFacts _facts;

    // How many bytes were looked at so far.
    private int _seen;

    // The bytes of a head that does not lie in one memory; the first _gathered of them are filled.
    private byte[] _scratch = [];
    private int _gathered;

    private enum Stage
    {
        RequestLine,
        Fields,
        Done,
    }

    /// <summary>
    /// The forwarding fields that are passed on: because the peer is a trusted proxy, or because the application decides that itself. Not changed within a head.
    /// </summary>
    public ForwardingFields Kept { get; set; } = kept;

    /// <summary>The head, after <see cref="ParseStatus.Complete"/>, and after a refusal as <see cref="Refusal.TraceNotAllowed"/>; else null.</summary>
    public RequestHead? Head { get; private set; }

    /// <summary>Why, after <see cref="ParseStatus.Refused"/>.</summary>
    public Refusal Refusal { get; private set; }

    /// <summary>After a refusal one line for the log: what was found (escaped and cut), what is allowed, which key or clause decides; else empty.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>After a refusal the request line as far as it came, without its line end and cut at its limit: for logs.</summary>
    public ReadOnlyMemory<byte> RequestLine { get; private set; }

    /// <summary>True once a byte was seen that belongs to a request, and not to the empty lines before one.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="buffer">All bytes since the last complete head: after <see cref="ParseStatus.NeedMore"/> the same ones again, and more.</param>
    /// <param name="consumed">Just behind the head after <see cref="ParseStatus.Complete"/> and <see cref="Refusal.TraceNotAllowed"/>; else the buffer's start.</param>
    /// <exception cref="InvalidOperationException">The last head is done and <see cref="Reset"/> was not called.</exception>
    public ParseStatus Parse(in ReadOnlySequence<byte> buffer, out SequencePosition consumed)
    {
        if (_stage == Stage.Done)
            throw new InvalidOperationException("The parser is done with its head; Reset begins the next one.");

        // Usually the whole head lies in the first memory, whatever lies behind it.
        ParseStatus status = buffer.FirstSpan.Length > _seen ? Scan(buffer.FirstSpan) : ParseStatus.NeedMore;
        if (status == ParseStatus.NeedMore && !buffer.IsSingleSegment)
            status = ScanSegments(buffer);
        consumed = Head is null ? buffer.Start : buffer.GetPosition(_scanner.Position);
        return status;
    }

    /// <summary>Forgets everything, for the next request.</summary>
    public void Reset()
    {
        _stage = Stage.RequestLine;
        _scanner = default;
        _emptyLines = 0;
        _headStart = 0;
        _line = default;
        _facts = default;
        _block.Reset();
        _seen = 0;
        _gathered = 0;
        // One large head must not make an idle connection large.
        if (_scratch.Length > KeptScratch)
            _scratch = [];

        Head = null;
        Refusal = default;
        Detail = "";
        RequestLine = default;
        HasBegun = false;
    }

    // Copies a head together, in steps that double: what is copied in vain, of the requests behind it, stays below the head's own size.
    private ParseStatus ScanSegments(in ReadOnlySequence<byte> buffer)
    {
        // So many bytes hold a whole head or a refusal.
        long longest = (2L * (MaxEmptyLines + 1)) + limits.MaxRequestLine + 2 + limits.MaxHeaderBlock + 4;
        int available = (int)Math.Min(buffer.Length, Math.Min(longest, Array.MaxLength));
        ParseStatus status = ParseStatus.NeedMore;
        while (status == ParseStatus.NeedMore && _seen < available)
        {
            int length = (int)Math.Min(available, _seen + (long)Math.Max(_seen, SmallestStep));
            if (length > _scratch.Length)
                Array.Resize(ref _scratch, (int)Math.Min(Math.Max(length, _scratch.Length * 2L), Array.MaxLength));
            buffer.Slice(_gathered, length - _gathered).CopyTo(_scratch.AsSpan(_gathered));
            _gathered = length;
            status = Scan(_scratch.AsSpan(0, length));
        }

        return status;
    }

    private ParseStatus Scan(ReadOnlySpan<byte> bytes)
    {
        _seen = bytes.Length;
        while (true)
        {
            LineState state = _scanner.Scan(bytes, out ReadOnlySpan<byte> line, out int start);
            Violation? violation = _stage == Stage.RequestLine ? TakeRequestLine(state, line, start) : TakeField(state, line, start, bytes);
            if (violation is not null)
                return Refuse(violation, bytes);
            if (_stage == Stage.Done)
                return ParseStatus.Complete;
            if (state != LineState.Complete)
                return ParseStatus.NeedMore;
        }
    }

    private Violation? TakeRequestLine(LineState state, ReadOnlySpan<byte> line, int start)
    {
        _headStart = start;
        bool begins = !HasBegun && !line.IsEmpty;
        HasBegun |= begins || state is LineState.BareLineFeed or LineState.BareCarriageReturn;
        // At once, and not when the line is whole: another protocol, TLS first of all, may never end a line, and its client would wait for nothing.
        if (begins && !Grammar.Token.Contains(line[0]))
            return Violation.Of(Grammar.WhiteSpace.Contains(line[0]) ? Refusal.MalformedRequestLine : Refusal.InvalidMethod, line);
        if (line.Length > limits.MaxRequestLine)
            return Violation.Over(Refusal.RequestLineTooLong, limits.MaxRequestLine, "bytes", line);

        switch (state)
        {
            case LineState.BareLineFeed:
                return Violation.Of(Refusal.BareLineFeed, line);
            case LineState.BareCarriageReturn:
                return Violation.Of(Refusal.BareCarriageReturn, line);
            case LineState.Complete when line.IsEmpty:
                return ++_emptyLines > MaxEmptyLines ? Violation.Of(Refusal.TooManyEmptyLines, line) : null;
            case LineState.Complete:
                _stage = Stage.Fields;
                return Http.RequestLine.Parse(line, out _line);
            default:
                return null;
        }
    }

    private Violation? TakeField(LineState state, ReadOnlySpan<byte> line, int start, ReadOnlySpan<byte> bytes)
    {
        if (_block.Measure(state, line) is { } overLimit)
            return overLimit;
        if (state != LineState.Complete)
            return null;
        if (line.IsEmpty)
            return Finish(bytes);
        if (FieldBlock.Parse(line, start - _headStart, out FieldSpan field) is { } malformed)
            return malformed;

        ReadOnlySpan<byte> name = line[..field.NameLength];
        ReadOnlySpan<byte> value = bytes.Slice(_headStart + field.ValueStart, field.ValueLength);
        if (_facts.Add(name, value, field, _line.MinorVersion) is { } wrong)
            return wrong;
        if (!FieldRules.IsDropped(name, Kept))
            _block.Keep(field);
        return null;
    }

    private Violation? Finish(ReadOnlySpan<byte> bytes)
    {
        Violation? violation = _facts.Conclude(_line, bytes.Slice(_headStart, _line.Length));
        // A refused TRACE is a whole request: the connection may go on behind it.
        if (violation is null or { Reason: Refusal.TraceNotAllowed })
        {
            byte[] copy = bytes[_headStart.._scanner.Position].ToArray();
            Head = new RequestHead(copy, _line, _block.ToTable(copy), _facts);
        }

        _stage = Stage.Done;
        return violation;
    }

    private ParseStatus Refuse(Violation violation, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> head = bytes[_headStart..];
        int length = head[..Math.Min(head.Length, limits.MaxRequestLine)].IndexOfAny((byte)'\r', (byte)'\n');
        RequestLine = head[..(length < 0 ? Math.Min(head.Length, limits.MaxRequestLine) : length)].ToArray();
        Refusal = violation.Reason;
        Detail = violation.Detail;
        _stage = Stage.Done;
        return ParseStatus.Refused;
    }
}
