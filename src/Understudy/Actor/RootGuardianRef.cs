namespace Akka.Actor;

/// <summary>The top of the tree, which has some children that are no actors.</summary>
internal sealed class RootGuardianRef(
    ActorSystemImpl system,
    Props props,
    MessageDispatcher dispatcher,
    MailboxType mailboxType,
    IInternalActorRef supervisor,
    ActorPath path,
    IInternalActorRef temp,
    IActorRef deadLetters) : LocalActorRef(system, props, dispatcher, mailboxType, supervisor, path)
{
    public override IInternalActorRef Parent => this;

    public override IInternalActorRef GetSingleChild(string name) => name switch
    {
        "temp" => temp,
        "deadLetters" => (IInternalActorRef)deadLetters,
        _ => base.GetSingleChild(name),
    };
}
