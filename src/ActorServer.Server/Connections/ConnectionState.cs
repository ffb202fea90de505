namespace ActorServer.Server.Connections;

/// <summary>What the next bytes from the client are. Moved by the reading side of the connection actor.</summary>
internal enum ReadState
{
    /// <summary>What an opening of the listener reads.</summary>
    Opening,

    /// <summary>A request head, or nothing yet.</summary>
    Head,

    /// <summary>The body of the request whose head is parsed.</summary>
    Body,

    /// <summary>The body of a request that the gateway has already: it goes to the worker as far as that wants it.</summary>
    Streamed,

    /// <summary>A request is under way: what comes now belongs to the next one and stays in the pipe.</summary>
    Held,

    /// <summary>The rest of a body whose request is answered: thrown away, to reach the next request.</summary>
    Skipped,

    /// <summary>The answer was the last: what still comes is thrown away, so that the answer arrives.</summary>
    Lingering,
}

/// <summary>Where the answer to the request under way stands. Moved by the answering side of the connection actor.</summary>
internal enum AnswerState
{
    /// <summary>No request is under way.</summary>
    None,

    /// <summary>The gateway has the request.</summary>
    Submitted,

    /// <summary>A worker has it; no byte of the answer has come.</summary>
    Running,

    /// <summary>The head is written, the body is coming.</summary>
    Streaming,

    /// <summary>Everything is written; the last bytes are leaving.</summary>
    Finishing,
}
