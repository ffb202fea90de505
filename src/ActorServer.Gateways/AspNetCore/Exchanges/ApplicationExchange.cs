using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// The requests of one connection, one after the other, as ASP.NET Core sees them: its feature collection and nearly all features in it. Reused from request to
/// request. States: idle → begun (the application runs, on a thread of its own) → idle.
/// <para>
/// Two threads at most, if the application keeps the rules: the slot's turn begins an exchange and hands over what the connection says; the application's code does the rest. What leaves
/// is guarded by one gate, since applications write from two threads although they must not; the few other values that both touch are written with <see cref="Volatile"/> or
/// <see cref="Interlocked"/>. A message that comes late meets an exchange that is idle or another one, by its number.
/// </para>
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The streams own nothing; they end with their request.")]
internal abstract partial class ApplicationExchange : IThreadPoolWorkItem
{
    private Slot _slot = null!; // Begin sets it before anything else is called.
    private WorkerProtocol.Run _run = null!; // As _slot.
    private GatewayRequest _request = null!; // As _slot.
    private long _number;
    private volatile bool _tellsWhenIdle;

    protected ApplicationExchange()
    {
        _features = new FeatureTable(this);
        _requestBody = new RequestBodyReader(this);
        _responseBody = new ResponseBodyWriter(this);
        _requestStream = new RequestBodyStream(this, _requestBody);
        _responseStream = new ResponseBodyStream(this, _responseBody);
    }

    /// <summary>To the slot when it has asked to hear of it: no request is under way any more.</summary>
    public sealed record Idle
    {
        /// <summary>The one value.</summary>
        public static readonly Idle Instance = new();
    }

    /// <summary>The exchange under way, 0 when there is none.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>The request that was begun last; the one under way only while <see cref="Number"/> is its exchange.</summary>
    public GatewayRequest Request => Volatile.Read(ref _request);

    /// <summary>The slot's turn: takes a request and has the application called.</summary>
    /// <returns>The body that is still coming, for the slot to write; else null.</returns>
    public IncomingBody? Begin(Slot slot, WorkerProtocol.Run run)
    {
        _slot = slot;
        _run = run;
        _request = run.Request;
        BeginRequest();
        BeginResponse();
        BeginLifetime();
        _features.Begin();
        if (_request.Transport.Tls is { } tls)
            _features.Set(typeof(ITlsConnectionFeature), new TlsFeature(tls));
        IncomingBody? incoming = _requestBody.Incoming;
        Volatile.Write(ref _number, run.Request.Exchange);
        if (slot.Scheduler is not { } scheduler)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        else
            scheduler.Call(this);
        return incoming;
    }

    /// <summary>The slot's turn: asks for <see cref="Idle"/>; it may come although the exchange was idle already.</summary>
    /// <param name="number">The slot's exchange.</param>
    /// <returns>True when it is over.</returns>
    public bool TellWhenIdle(long number)
    {
        _tellsWhenIdle = true;
        Interlocked.MemoryBarrier();
        return Number != number;
    }

    /// <inheritdoc/>
    public void Execute() => _ = RunAsync();

    /// <summary>Calls the application and tells the client what came of it; throws nothing of the application's.</summary>
    protected abstract Task CallAsync();

    private async Task RunAsync()
    {
        if (_slot.Application.Flow is { } flow)
            ExecutionContext.Restore(flow);
        try
        {
            // Threads may be so short that nobody waits any more: then the application need not begin.
            if (!IsAborted)
                await CallAsync();
        }
        catch (Exception exception)
        {
            // The application has had its answer or its failure; what comes after it is the host's.
            Fail(exception);
        }
        finally
        {
            // Whatever fails on the way, a logger of the host's for one: the place must not be lost.
            Over();
        }
    }

    private void Over()
    {
        EndRequest();
        var (slot, number, generation) = (_slot, _number, _run.Generation);
        Volatile.Write(ref _number, 0);

        // From here on another slot may have begun the connection's next request with this exchange.
        Interlocked.MemoryBarrier();
        slot.Gateway.Tell(new WorkerProtocol.Finished(slot.Number, generation, number), slot.Self);
        if (_tellsWhenIdle)
            slot.Self.Tell(Idle.Instance, slot.Self);
    }

    private void TellConnection(object message) => _run.Connection.Tell(message, _slot.Self);
}
