namespace Akka.Actor;

/// <summary>An actor with a stash, which the runtime injects after the constructor (Akka.Actor.IActorStash).</summary>
public interface IActorStash
{
    /// <summary>The stash.</summary>
    IStash Stash { get; set; }
}
