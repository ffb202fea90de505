namespace ActorServer.Http;

/// <summary>What the fields of a request decide about its body and its connection. Its values are gathered field by field, in wire order.</summary>
internal struct RequestFacts
{
    private bool _hasHost;
    private bool _hasLength;
    private bool _hasContentType;
    private bool _hasExpect;
    private bool _asksClose;
    private bool _asksKeepAlive;

    public BodyFraming Framing { get; private set; }

    public long ContentLength { get; private set; }

    public bool ExpectsContinue { get; private set; }

    public bool KeepAlive { get; private set; }

    /// <summary>The value of Host; empty when there is none.</summary>
    public Range Host { get; private set; }

    /// <summary>Takes a field into account.</summary>
    /// <returns>The rule that it breaks, alone or with those before it, or null.</returns>
    public Violation? Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, in FieldSpan field, int minorVersion) => name.Length switch
    {
        4 when FieldRules.Is(name, "Host"u8) => AddHost(value, field, minorVersion),
        6 when FieldRules.Is(name, "Expect"u8) => AddExpect(value),
        10 when FieldRules.Is(name, "Connection"u8) => AddConnection(value),
        12 when FieldRules.Is(name, "Content-Type"u8) => AddContentType(value),
        14 when FieldRules.Is(name, "Content-Length"u8) => AddContentLength(value),
        17 when FieldRules.Is(name, "Transfer-Encoding"u8) => AddTransferEncoding(value, minorVersion),
        _ => null,
    };

    /// <summary>Draws the conclusions when all fields are known.</summary>
    /// <returns>The rule that is broken, or null.</returns>
    public Violation? Conclude(in RequestLine line, ReadOnlySpan<byte> lineBytes)
    {
        bool isOld = line.MinorVersion == 0;
        if (!_hasHost && !isOld)
            return Violation.Of(Refusal.MissingHost, lineBytes);

        KeepAlive = !_asksClose && (!isOld || _asksKeepAlive);
        // RFC 9110 §10.1.1: HTTP/1.0 knows no 100, and who sends no body does not wait for one.
        ExpectsContinue = _hasExpect && !isOld && (Framing == BodyFraming.Chunked || ContentLength > 0);
        return line.Method == "TRACE" ? Violation.Of(Refusal.TraceNotAllowed, lineBytes) : null;
    }

    private Violation? AddHost(ReadOnlySpan<byte> value, in FieldSpan field, int minorVersion)
    {
        if (_hasHost)
            return Violation.Of(Refusal.RepeatedHost, value);
        bool isValid = value.IsEmpty ? minorVersion == 0 : Authority.IsValid(value);
        if (!isValid)
            return Violation.Of(Refusal.InvalidHost, value);

        _hasHost = true;
        Host = field.ValueStart..(field.ValueStart + field.ValueLength);
        return null;
    }

    private Violation? AddExpect(ReadOnlySpan<byte> value)
    {
        if (_hasExpect)
            return Violation.Of(Refusal.RepeatedExpect, value);

        _hasExpect = true;
        return FieldRules.Is(value, "100-continue"u8) ? null : Violation.Of(Refusal.UnknownExpectation, value);
    }

    private Violation? AddConnection(ReadOnlySpan<byte> value)
    {
        foreach (Range element in value.Split((byte)','))
        {
            ReadOnlySpan<byte> option = value[element].Trim(Grammar.WhiteSpace);
            _asksClose |= FieldRules.Is(option, "close"u8);
            _asksKeepAlive |= FieldRules.Is(option, "keep-alive"u8);
        }

        return null;
    }

    private Violation? AddContentType(ReadOnlySpan<byte> value)
    {
        if (_hasContentType)
            return Violation.Of(Refusal.RepeatedContentType, value);

        _hasContentType = true;
        return null;
    }

    private Violation? AddContentLength(ReadOnlySpan<byte> value)
    {
        if (_hasLength)
            return Violation.Of(Refusal.RepeatedContentLength, value);
        if (Framing == BodyFraming.Chunked)
            return Violation.Of(Refusal.ContentLengthWithTransferEncoding, value);
        if (!Grammar.TryReadLength(value, out long length))
            return Violation.Of(Refusal.InvalidContentLength, value);

        _hasLength = true;
        Framing = BodyFraming.Length;
        ContentLength = length;
        return null;
    }

    private Violation? AddTransferEncoding(ReadOnlySpan<byte> value, int minorVersion)
    {
        if (minorVersion == 0)
            return Violation.Of(Refusal.TransferEncodingOnHttp10, value);
        if (Framing == BodyFraming.Chunked)
            return Violation.Of(Refusal.RepeatedTransferEncoding, value);
        if (_hasLength)
            return Violation.Of(Refusal.ContentLengthWithTransferEncoding, value);
        if (!FieldRules.Is(value, "chunked"u8))
            return Violation.Of(ClassifyCoding(value), value);

        Framing = BodyFraming.Chunked;
        return null;
    }

    // A well-formed coding that this server does not have is 501; anything else around or instead of chunked is an attempt to be misread.
    private static Refusal ClassifyCoding(ReadOnlySpan<byte> value)
    {
        bool isUnknown = false;
        foreach (Range element in value.Split((byte)','))
        {
            ReadOnlySpan<byte> coding = value[element].Trim(Grammar.WhiteSpace);
            int parameters = coding.IndexOf((byte)';');
            ReadOnlySpan<byte> name = (parameters < 0 ? coding : coding[..parameters]).TrimEnd(Grammar.WhiteSpace);
            if (!Grammar.IsToken(name))
                return Refusal.InvalidTransferEncoding;
            isUnknown |= !FieldRules.Is(name, "chunked"u8);
        }

        return isUnknown ? Refusal.UnknownTransferCoding : Refusal.InvalidTransferEncoding;
    }
}
