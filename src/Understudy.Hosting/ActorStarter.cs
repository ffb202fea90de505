using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Starts actors of a new system and registers them. Mirrors Akka.Hosting.ActorStarter.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);
