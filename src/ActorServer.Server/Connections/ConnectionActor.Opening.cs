using System.Security.Authentication;
using ActorServer.Server.Connections.Opening;
using Microsoft.AspNetCore.Connections;

namespace ActorServer.Server.Connections;

/// <summary>What comes before the first request: the openings of the listener, one after the other. Without any nothing of this costs anything.</summary>
public sealed partial class ConnectionActor
{
    // From being given up to its end.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(1);

    private OpenedConnection? _opened;
    private int _opening;
    private Task<OpenedConnection>? _beingOpened;
    private CancellationTokenSource? _openingGivenUp;

    private void Open()
    {
        if (_opening == _shared.Openings.Count || _opened!.Refusal is not null) // Set by PreStart when there are openings.
        {
            BeginReading();
            return;
        }

        _reading = ReadState.Opening;
        MarkDeadline();
        _openingGivenUp ??= new CancellationTokenSource();
        _beingOpened = RunAsync(_shared.Openings[_opening], _opened, _openingGivenUp.Token);
        Akka.Actor.IActorRef self = Self;
        _beingOpened.GetAwaiter().UnsafeOnCompleted(() => self.Tell(Opened.Instance, Akka.Actor.ActorRefs.NoSender));
    }

    private void OnOpened()
    {
        // Closed meanwhile: who closed it has seen to the rest.
        if (_isClosed || _beingOpened is not { } done)
        {
            return;
        }

        try
        {
            _opened = done.GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            NoteOpening(exception.GetBaseException().Message);
            Close();
            return;
        }

        _beingOpened = null;
        _facts = _opened.Facts;
        _input = _opened.Pipe.Input;
        _output = _opened.Pipe.Output;
        _opening++;
        Open();
    }

    private void BeginReading()
    {
        _reading = ReadState.Head;
        BeginForwarding();
        if (_opened is { Refusal: { } refusal })
        {
            _requestStartedAt = DateTimeOffset.UtcNow;
            _requestStartedStamp = System.Diagnostics.Stopwatch.GetTimestamp();
            RefuseWithoutExchange(refusal, _opened.RefusalDetail, ReadOnlyMemory<byte>.Empty);
            return;
        }

        MarkDeadline();
        ReadOn();
    }

    private void NoteOpening(string reason) => ServerLog.NotOpened(_shared.Logger, _facts.RemoteAddress, reason);

    // Nothing may be taken from under an opening that is still at work: it ends first.
    private async Task ReleaseOpeningAsync(Task<OpenedConnection> beingOpened, CancellationTokenSource givenUp)
    {
        await givenUp.CancelAsync();
        Task ended = beingOpened.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (await Task.WhenAny(ended, Task.Delay(LongestEnd)) != ended)
        {
            // It waits for a client that takes nothing, and a send does not listen to anybody: without its socket it ends.
            _transport.Abort(new ConnectionAbortedException("The connection was given up while it was opened."));
            await ended;
        }

        OpenedConnection? last = beingOpened.IsCompletedSuccessfully ? beingOpened.Result : _opened;
        await ReleaseOpenedAsync(last?.Layer);
    }

    private async Task ReleaseOpenedAsync(IConnectionLayer? layer)
    {
        if (layer is not null)
        {
            await layer.DisposeAsync();
        }

        await _transport.DisposeAsync();
        _openingGivenUp?.Dispose();
    }

    // What an opening throws at once is the same news as what it throws later.
    private static async Task<OpenedConnection> RunAsync(IConnectionOpening opening, OpenedConnection soFar, CancellationToken cancellation) =>
        await opening.OpenAsync(soFar, cancellation).ConfigureAwait(false);
}
