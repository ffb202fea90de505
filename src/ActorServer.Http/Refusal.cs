namespace ActorServer.Http;

/// <summary>Every reason for which a request is refused or fails. <see cref="RefusalTable"/> maps each to status, sentence and clause.</summary>
public enum Refusal
{
    /// <summary>The client speaks something else than TLS on a port that speaks TLS.</summary>
    NotTls,

    /// <summary>The server wants a certificate of the client, and there is none.</summary>
    NoClientCertificate,

    /// <summary>The client's certificate is not of an authority that the server trusts, or past its time.</summary>
    InvalidClientCertificate,

    // Line ends.

    /// <summary>A line of the head, of a chunk or of the trailers ends with a line feed alone.</summary>
    BareLineFeed,

    /// <summary>A carriage return stands where no line ends.</summary>
    BareCarriageReturn,

    /// <summary>More than eight empty lines stand before the request line.</summary>
    TooManyEmptyLines,

    // The request line.

    /// <summary>The request line is not <c>method SP target SP version</c>.</summary>
    MalformedRequestLine,

    /// <summary>The method is not a token.</summary>
    InvalidMethod,

    /// <summary>The target has a control or a byte above 0x7E.</summary>
    InvalidTarget,

    /// <summary>The target has a fragment.</summary>
    FragmentInTarget,

    /// <summary>The target has <c>%00</c>.</summary>
    NulInTarget,

    /// <summary>The target is neither a path, nor an http(s) address, nor the asterisk.</summary>
    UnknownTargetForm,

    /// <summary>The asterisk stands as target of another method than OPTIONS.</summary>
    AsteriskWithoutOptions,

    /// <summary>The authority of an absolute target is empty, has user information or is malformed.</summary>
    InvalidAuthority,

    /// <summary>The version is not <c>HTTP/</c>, digit, point, digit.</summary>
    InvalidVersion,

    /// <summary>The major version is not 1.</summary>
    UnsupportedVersion,

    /// <summary>The method is CONNECT.</summary>
    ConnectNotSupported,

    /// <summary>The method is TRACE.</summary>
    TraceNotAllowed,

    // Fields.

    /// <summary>A field line begins with white space.</summary>
    LeadingSpace,

    /// <summary>A field line has no colon.</summary>
    MissingColon,

    /// <summary>A field line begins with its colon.</summary>
    EmptyFieldName,

    /// <summary>A field name is not a token.</summary>
    InvalidFieldName,

    /// <summary>White space stands between a field's name and its colon.</summary>
    SpaceBeforeColon,

    /// <summary>A field value has a control other than the tab.</summary>
    InvalidFieldValue,

    /// <summary>An HTTP/1.1 request has no Host.</summary>
    MissingHost,

    /// <summary>Host is given more than once.</summary>
    RepeatedHost,

    /// <summary>Host is empty, a list, has a path or user information, or is malformed otherwise.</summary>
    InvalidHost,

    /// <summary>Content-Type is given more than once.</summary>
    RepeatedContentType,

    /// <summary>Expect is given more than once.</summary>
    RepeatedExpect,

    /// <summary>Expect asks for something else than 100-continue.</summary>
    UnknownExpectation,

    // Framing of the body.

    /// <summary>Content-Length is not 1 to 19 digits.</summary>
    InvalidContentLength,

    /// <summary>Content-Length is given more than once, equal or not.</summary>
    RepeatedContentLength,

    /// <summary>Content-Length and Transfer-Encoding are both given.</summary>
    ContentLengthWithTransferEncoding,

    /// <summary>Transfer-Encoding is given more than once.</summary>
    RepeatedTransferEncoding,

    /// <summary>Transfer-Encoding is not exactly one <c>chunked</c>.</summary>
    InvalidTransferEncoding,

    /// <summary>Transfer-Encoding is given on HTTP/1.0.</summary>
    TransferEncodingOnHttp10,

    /// <summary>Transfer-Encoding names another coding than chunked.</summary>
    UnknownTransferCoding,

    // Chunks.

    /// <summary>A chunk size is not hex digits alone.</summary>
    InvalidChunkSize,

    /// <summary>A chunk size has more than 16 digits.</summary>
    ChunkSizeTooLong,

    /// <summary>A chunk extension is outside the grammar.</summary>
    InvalidChunkExtension,

    /// <summary>Chunk sizes and extensions together are out of proportion to the data.</summary>
    ChunkOverheadTooLarge,

    /// <summary>A chunk's data are not followed by CRLF.</summary>
    ChunkDataNotTerminated,

    /// <summary>A trailer names a framing, routing, authentication or content field.</summary>
    ForbiddenTrailer,

    // Limits and deadlines of the client.

    /// <summary>The request line is longer than allowed.</summary>
    RequestLineTooLong,

    /// <summary>The field lines, or the trailers, are larger than allowed.</summary>
    HeaderBlockTooLarge,

    /// <summary>There are more field lines, or trailers, than allowed.</summary>
    TooManyFields,

    /// <summary>The body is larger than allowed.</summary>
    BodyTooLarge,

    /// <summary>The head did not arrive in time.</summary>
    HeadTooSlow,

    /// <summary>The body arrived too slowly.</summary>
    BodyTooSlow,

    /// <summary>The client ended its side in the middle of a head.</summary>
    IncompleteHead,

    /// <summary>The client ended its side before the body was complete.</summary>
    IncompleteBody,

    /// <summary>The client took its response too slowly; it is reset and gets no answer.</summary>
    ResponseTooSlow,

    /// <summary>The client left before its answer; the status is in the log only.</summary>
    ClientLeft,

    /// <summary>The path lies outside of where the application is mounted.</summary>
    OutsideRootPath,

    // The gateway.

    /// <summary>The queue for workers is full.</summary>
    QueueFull,

    /// <summary>The request waited too long for a worker.</summary>
    WaitedTooLong,

    /// <summary>No worker can take requests.</summary>
    NoWorker,

    /// <summary>The server is stopping.</summary>
    Draining,

    // The application and the server itself.

    /// <summary>The worker died while it had the request.</summary>
    WorkerDied,

    /// <summary>The application was over its time.</summary>
    ApplicationTimedOut,

    /// <summary>The application raised an exception.</summary>
    ApplicationRaised,

    /// <summary>The application's status line or fields are invalid.</summary>
    InvalidResponseHead,

    /// <summary>The application sent fewer bytes than its Content-Length; the response is reset.</summary>
    ResponseTooShort,

    /// <summary>The spool for bodies has no room.</summary>
    SpoolQuotaExceeded,

    /// <summary>The spool for bodies could not be written.</summary>
    SpoolFailed,

    /// <summary>The server itself failed.</summary>
    InternalError,
}
