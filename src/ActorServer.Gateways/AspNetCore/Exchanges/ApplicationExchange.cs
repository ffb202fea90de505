using System.Diagnostics.CodeAnalysis;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// The requests of one slot, one after the other, as ASP.NET Core sees them: its feature collection and nearly all features in it. Reused from request to
/// request. States: idle → begun (the application runs, on a thread of its own) → idle.
/// <para>
/// Two threads at most: the slot's turn begins an exchange and hands over what the connection says; the application's code does the rest. Whatever
/// both touch is written with <see cref="Volatile"/> or <see cref="Interlocked"/>. A message that comes late meets an exchange that is idle or another one, by its number.
/// </para>
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The streams own nothing; they end with their request.")]
internal abstract partial class ApplicationExchange : IThreadPoolWorkItem
{
    private readonly Slot _slot;
    private readonly DispatcherTaskScheduler? _scheduler;
    private WorkerProtocol.Run _run = null!; // Begin sets it before anything else is called.
    private GatewayRequest _request = null!; // As _run.
    private long _number;
    private volatile bool _tellsWhenIdle;

    protected ApplicationExchange(Slot slot)
    {
        _slot = slot;
        _scheduler = slot.Dispatcher is { } dispatcher ? new DispatcherTaskScheduler(dispatcher) : null;
        _features = new FeatureTable(this);
        _requestBody = new RequestBodyReader(this);
        _responseBody = new ResponseBodyWriter(this, slot.Settings.ResponseWindow);
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

    /// <summary>The slot's turn: takes a request and has the application called.</summary>
    public void Begin(WorkerProtocol.Run run)
    {
        _run = run;
        _request = run.Request;
        BeginRequest();
        BeginResponse();
        BeginLifetime();
        _features.Begin();
        Volatile.Write(ref _number, run.Request.Exchange);
        if (_scheduler is null)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        else
            _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.None, _scheduler);
    }

    /// <summary>The slot's turn: asks for <see cref="Idle"/>; it may come although the exchange was idle already.</summary>
    /// <returns>True when no request is under way.</returns>
    public bool TellWhenIdle()
    {
        _tellsWhenIdle = true;
        Interlocked.MemoryBarrier();
        return Number == 0;
    }

    /// <inheritdoc/>
    public void Execute() => _ = RunAsync();

    /// <summary>Calls the application and tells the client what came of it; throws nothing of the application's.</summary>
    protected abstract Task CallAsync();

    private async Task RunAsync()
    {
        try
        {
            await CallAsync();
        }
        catch (Exception exception)
        {
            // The application has had its answer or its failure; what comes after it is the host's.
            Fail(exception);
        }

        Over();
    }

    private void Over()
    {
        var (number, generation) = (_number, _run.Generation);
        EndRequest();
        Volatile.Write(ref _number, 0);
        Interlocked.MemoryBarrier();
        _slot.Gateway.Tell(new WorkerProtocol.Finished(_slot.Number, generation, number), _slot.Self);
        if (_tellsWhenIdle)
            _slot.Self.Tell(Idle.Instance, _slot.Self);
    }

    private void TellConnection(object message) => _run.Connection.Tell(message, _slot.Self);
}
