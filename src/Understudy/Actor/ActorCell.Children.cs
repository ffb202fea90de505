namespace Akka.Actor;

// The children and their names.
public partial class ActorCell
{
    private ActorChildren? _children;

    private bool IsTerminating => _children is { IsTerminating: true };

    private bool IsNormal => _children is null or { IsNormal: true };

    /// <inheritdoc/>
    public virtual IActorRef ActorOf(Props props, string? name = null) => MakeChild(props, isSystemService: false, name);

    /// <summary>Makes a child for somebody else: the system, for its guardians.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string? name = null) => MakeChild(props, isSystemService, name);

    /// <inheritdoc/>
    public IEnumerable<IInternalActorRef> GetChildren() => _children?.All() ?? [];

    /// <inheritdoc/>
    public IInternalActorRef GetChildByName(string name) => _children?.ByName(name) ?? ActorRefs.Nobody;

    /// <inheritdoc/>
    public IInternalActorRef GetSingleChild(string name)
    {
        var (bare, uid) = ActorNames.SplitUid(name);
        var child = GetChildByName(bare);
        return uid == UndefinedUid || child.Path.Uid == uid ? child : ActorRefs.Nobody;
    }

    /// <summary>Takes the name, so that no other child gets it.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The actor is ending.</exception>
    public void ReserveChild(string name) => Children().Reserve(name, _self.Path);

    /// <summary>Gives a name back that was reserved.</summary>
    protected void UnreserveChild(string name) => Children().Unreserve(name);

    /// <summary>Puts the child under the name that was reserved for it.</summary>
    public ChildRestartStats InitChild(IInternalActorRef actor) => Children().Init(actor);

    /// <summary>Stops an actor: a child, or any other.</summary>
    public void Stop(IActorRef child)
    {
        _children?.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    IActorRef IActorContext.Child(string name) => GetSingleChild(name);

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    private ActorChildren Children()
    {
        // Guardians get children from any thread, so two may come here first.
        return _children ?? Interlocked.CompareExchange(ref _children, new ActorChildren(), null) ?? _children;
    }

    private IInternalActorRef MakeChild(Props props, bool isSystemService, string? name)
    {
        ArgumentNullException.ThrowIfNull(props);
        var children = Children();
        if (name is null)
            name = ActorNames.Generate(children.NextNumber());
        else
            ActorNames.Check(name, _self.Path);
        children.Reserve(name, _self.Path);
        IInternalActorRef child;
        try
        {
            var path = new ChildActorPath(_self.Path, name, ActorNames.NewUid());
            child = _system.Provider.ActorOf(_system, props, _self, path, isSystemService, null, lookupDeploy: true, async: false);
        }
        catch
        {
            children.Unreserve(name);
            throw;
        }

        if (_failed is not null && Mailbox.IsSuspended)
            child.Suspend(); // it goes on when this actor does
        children.Init(child);
        child.Start();
        return child;
    }

    private void HandleSupervise(IActorRef child)
    {
        if (IsTerminating)
            return;
        Children().Init((IInternalActorRef)child);
        PublishLifecycle("now supervising " + child.Path);
    }

    private void SuspendChildren(IReadOnlyCollection<IActorRef>? except)
    {
        foreach (var child in GetChildren())
        {
            if (except is null || !except.Contains(child))
                child.Suspend();
        }
    }

    private void ResumeChildren(Exception? causedByFailure, IActorRef? perpetrator)
    {
        foreach (var child in GetChildren())
            child.Resume(child.Equals(perpetrator) ? causedByFailure : null);
    }

    private void StopChildren()
    {
        foreach (var child in GetChildren())
            Stop(child);
    }

    /// <summary>Whether there are children to wait for, in which case the reason is what to go on with when the last has ended.</summary>
    private bool WaitForChildren(ChildrenWait reason, Exception? cause = null) => _children?.Wait(reason, cause) == true;
}
