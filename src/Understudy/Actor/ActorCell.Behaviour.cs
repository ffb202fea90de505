namespace Akka.Actor;

// The instance and its stack of behaviours.
public partial class ActorCell
{
    private Receive? _behaviour;

    // What lies below the current behaviour; null until an actor changes its behaviour for the first time.
    private Stack<Receive>? _below;

    /// <inheritdoc/>
    public void Become(Receive receive)
    {
        // The first behaviour is the actor's own and stays at the bottom; the next one replaces whatever is above it.
        if (_behaviour is { } current && _below is not { Count: > 0 })
            (_below ??= new Stack<Receive>()).Push(current);
        _behaviour = receive;
    }

    /// <inheritdoc/>
    public void BecomeStacked(Receive receive)
    {
        if (_behaviour is { } current)
            (_below ??= new Stack<Receive>()).Push(current);
        _behaviour = receive;
    }

    /// <inheritdoc/>
    public void UnbecomeStacked()
    {
        if (_below is not null && _below.TryPop(out var below))
            _behaviour = below;
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Handles(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Handles(receive));

    /// <summary>Builds the instance; called in the actor's context.</summary>
    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = _props.NewActor() ?? throw new ActorInitializationException(_self, "The producer returned null instead of an actor.");
        if (actor is IWithTimers withTimers)
            withTimers.Timers = new TimerScheduler(this);
        if (actor is IActorStash stashing)
            stashing.Stash = StashFactory.CreateStash(this, stashing);
        actor.OnIncarnated();
        return actor;
    }

    /// <summary>Forgets the behaviours of the instance before.</summary>
    protected void PrepareForNewActor()
    {
        _behaviour = null;
        _below = null;
    }

    /// <summary>Lets go of an instance that has ended.</summary>
    protected void ClearActor(ActorBase? actor)
    {
        if (actor is not null)
        {
            _props.Release(actor);
            actor.Clear(_self);
        }

        PrepareForNewActor();
    }

    private static Receive Handles(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private ActorBase NewActor()
    {
        PrepareForNewActor();
        var before = Current;
        Current = this;
        try
        {
            var actor = CreateNewActorInstance();
            actor.Unclear();
            if (_props.SupervisorStrategy is { } strategy)
                actor.StrategyForChildren = strategy;
            return actor;
        }
        finally
        {
            Current = before;
        }
    }
}
