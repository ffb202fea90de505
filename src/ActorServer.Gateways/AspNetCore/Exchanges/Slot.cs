using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>What an exchange knows of the slot that it belongs to.</summary>
/// <param name="Number">The worker's number, from 1.</param>
/// <param name="Self">The slot's actor: the sender of everything that connections hear.</param>
/// <param name="Gateway">Hears when the place is free again.</param>
/// <param name="Application">What is called.</param>
/// <param name="Settings">How applications are called.</param>
/// <param name="Scheduler">Runs the application's code; null for the thread pool.</param>
/// <param name="Logger">Takes what a person should know.</param>
internal sealed record Slot(int Number, IActorRef Self, IActorRef Gateway, HostedApplication Application, AspNetCoreSettings Settings, DispatcherTaskScheduler? Scheduler, ILogger Logger);
