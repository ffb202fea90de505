using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Is done after all actors have been started. Mirrors Akka.Hosting.StartupTask.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);
