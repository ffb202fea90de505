using System.Diagnostics;
using Akka.Actor;
using ActorServer.Gateways.Describing;
using ActorServer.Http;

namespace ActorServer.Gateways.AspNetCore;

/// <content>What a slot tells of itself. It is described as one process without an id: all slots share the server's own.</content>
public sealed partial class AspNetCoreWorkerActor
{
    private readonly long _since = Stopwatch.GetTimestamp();
    private long _begun;
    private long _taken;
    private string? _lastFailure;

    private void Describe(IActorRef replyTo)
    {
        // Read once: the application's thread may end the exchange meanwhile.
        var request = IsBusy ? _exchange!.Request : null; // Busy: there is one.
        var isBusy = request?.Exchange == _number;
        replyTo.Tell(new WorkerStatus(number, _lastFailure,
        [
            new ProcessStatus(
                _generation,
                Pid: null,
                StateOf(isBusy),
                Stopwatch.GetElapsedTime(_since),
                _taken - (isBusy ? 1 : 0),
                isBusy ? [new RequestStatus(request!.Id, LogText.Escape(request.Head.RequestLine), Stopwatch.GetElapsedTime(_begun))] : []), // Busy: there is one.
        ], IsSlot: true));
    }

    private ProcessState StateOf(bool isBusy) =>
        _slot is null ? ProcessState.Booting
        : isBusy ? ProcessState.Busy
        : _isEnding ? ProcessState.Leaving
        : ProcessState.Idle;
}
