using ActorServer.Http;

namespace ActorServer.Server.Connections;

/// <summary>
/// The body of a request that runs already: what its worker has asked for, and whose turn it is. The client owes bytes while some are wanted and the body
/// is not over: its time counts only then, and the application's only otherwise. Mutable, owned by the connection actor; times are ticks of the server's clock.
/// </summary>
internal sealed class StreamedBody
{
    private long _owedSince;
    private long _owedBefore;
    private long _lastArrival;

    /// <summary>Bytes that the worker takes more.</summary>
    public long Wanted { get; private set; }

    /// <summary>True once the worker has asked: before, it may not have the request yet, and nothing is sent to it.</summary>
    public bool HasWanted { get; private set; }

    /// <summary>True once the client was told to go on with its body.</summary>
    public bool HasContinued { get; set; }

    /// <summary>Why the rest of the body never comes, or null.</summary>
    public Refusal? Failure { get; private set; }

    /// <summary>One line about the failure; may be empty.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>True while the client's time counts.</summary>
    public bool IsOwed { get; private set; }

    /// <summary>The worker takes more, and the body is not over.</summary>
    public void Want(int bytes, long now)
    {
        HasWanted = true;
        Wanted += bytes;
        if (!IsOwed)
        {
            IsOwed = true;
            _owedSince = _lastArrival = now;
        }
    }

    /// <summary>So many bytes have come and gone to the worker.</summary>
    public void Pass(int bytes, long now)
    {
        Wanted -= bytes;
        _lastArrival = now;
    }

    /// <summary>The client owes nothing for now.</summary>
    /// <returns>How long the application has waited for it since it began to owe.</returns>
    public long Settle(long now)
    {
        if (!IsOwed)
        {
            return 0;
        }

        IsOwed = false;
        _owedBefore += now - _owedSince;
        return now - _owedSince;
    }

    /// <summary>The rest never comes.</summary>
    public void Fail(Refusal reason, string detail)
    {
        Failure = reason;
        Detail = detail;
    }

    /// <summary>When a client that owes will be too slow if nothing more comes: by its pause, or by its rate beyond the grace.</summary>
    /// <param name="received">Bytes of the body so far.</param>
    /// <param name="pause">The longest pause.</param>
    /// <param name="grace">How long it may be slower.</param>
    /// <param name="bytesPerSecond">The rate; 0 for none.</param>
    public long Due(long received, TimeSpan pause, TimeSpan grace, int bytesPerSecond)
    {
        long byPause = _lastArrival + pause.Ticks;
        return bytesPerSecond == 0
            ? byPause
            : Math.Min(byPause, _owedSince - _owedBefore + grace.Ticks + (received * TimeSpan.TicksPerSecond / bytesPerSecond));
    }
}
