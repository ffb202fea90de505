using System.Diagnostics;
using Akka.Actor;
using ActorServer.Gateways.Describing;
using ActorServer.Http;

namespace ActorServer.Gateways.Wsgi;

/// <content>What a slot tells of itself and its processes.</content>
public sealed partial class WsgiWorkerActor
{
    private string? _lastExit;

    private void Describe(IActorRef replyTo) => replyTo.Tell(new WorkerStatus(
        number,
        _lastExit,
        [.. _lives.Values.OrderBy(life => life.Generation).Select(Describe)]));

    private ProcessStatus Describe(ProcessLife life) => new(
        life.Generation,
        life.Pid == 0 ? null : life.Pid,
        StateOf(life),
        Stopwatch.GetElapsedTime(life.Since),
        life.Served,
        [.. life.Runs.Select(entry => new RequestStatus(
            entry.Run.Request.Id, LogText.Escape(entry.Run.Request.Head.RequestLine), Stopwatch.GetElapsedTime(entry.Since)))]);

    private ProcessState StateOf(ProcessLife life) => life switch
    {
        { IsStuck: true } => ProcessState.Stuck,
        { IsLost: true } or { IsDraining: true } => ProcessState.Leaving,
        { IsReady: false } => ProcessState.Booting,
        _ when _isEnding => ProcessState.Leaving,
        { Runs.Count: > 0 } => ProcessState.Busy,
        _ => ProcessState.Idle,
    };
}
