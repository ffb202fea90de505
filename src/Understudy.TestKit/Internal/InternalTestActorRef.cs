using Akka.Util.Internal;

namespace Akka.TestKit.Internal;

/// <summary>The reference behind <see cref="TestActorRef{TActor}"/> (Akka.TestKit.Internal.InternalTestActorRef).</summary>
public class InternalTestActorRef : LocalActorRef
{
    private static readonly AtomicCounterLong Number = new(0);

    private InternalTestActorRef(
        ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    /// <summary>The actor itself, of its latest restart.</summary>
    /// <exception cref="IllegalActorStateException">The actor has terminated.</exception>
    public object UnderlyingActor
    {
        get
        {
            if (IsTerminated)
                throw new IllegalActorStateException($"The actor {Path} has terminated; there is no actor to look at.");
            if (GetTestActorCell().Actor is { } actor)
                return actor;
            // Between two instances: the answer comes when the next one has started.
            var timeout = TestKitExtension.For(System).DefaultTimeout;
            return this.Ask(InternalGetActor.Instance, timeout).GetAwaiter().GetResult();
        }
    }

    /// <summary>A name for an actor that was given none.</summary>
    public static string CreateUniqueName() => ActorNames.Generate(Number.GetAndIncrement(), "$$");

    /// <summary>Starts the actor, under the supervisor or at the top; on the calling thread unless the props name a dispatcher.</summary>
    public static InternalTestActorRef Create(ActorSystem system, Props props, IActorRef? supervisor = null, string? name = null)
    {
        var impl = (ActorSystemImpl)system;
        var childName = name ?? CreateUniqueName();
        var parent = supervisor switch
        {
            null => impl.Guardian,
            ActorRefWithCell withCell => withCell,
            TestProbe probe => (IInternalActorRef)probe.TestActor,
            IInternalActorRef other => other,
            _ => throw new ArgumentException($"{supervisor} cannot be a supervisor.", nameof(supervisor)),
        };
        if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven)
            props = props.WithDispatcher(CallingThreadDispatcher.Id);
        var dispatcher = impl.Dispatchers.Lookup(props.Dispatcher);
        var mailbox = impl.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);

        var parentCell = (parent as ActorRefWithCell)?.Underlying as ActorCell;
        parentCell?.ReserveChild(childName);
        var path = new ChildActorPath(parent.Path, childName, ActorNames.NewUid());
        var actor = new InternalTestActorRef(impl, props, dispatcher, mailbox, parent, path);
        parentCell?.InitChild(actor);
        actor.Start();
        return actor;
    }

    /// <summary>Hands the message to the actor at once, past its mailbox; throws what the actor throws.</summary>
    public void Receive(object message, IActorRef? sender = null) =>
        Cell.UseThreadContext(() => Cell.ReceiveMessageForTest(new Envelope(message, sender ?? System.DeadLetters)));

    /// <summary>Hands the message to the actor at once; the task ends when an asynchronous handler has ended, with what it threw.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null)
    {
        var cell = GetTestActorCell();
        return cell.UseThreadContextAsync(() => cell.ReceiveMessageForTestAsync(new Envelope(message, sender ?? System.DeadLetters)));
    }

    /// <summary>Lets the actor watch another.</summary>
    public void Watch(IActorRef subject) => Cell.Watch(subject);

    /// <summary>Ends the actor's watch over another.</summary>
    public void Unwatch(IActorRef subject) => Cell.Unwatch(subject);

    /// <inheritdoc/>
    public override string ToString() => $"TestActor[{Path}]";

    /// <summary>The cell, with what tests may see of it.</summary>
    protected TestActorCell GetTestActorCell() => (TestActorCell)Cell;

    /// <inheritdoc/>
    protected override ActorCell NewActorCell(
        ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new TestActorCell(system, self, props, dispatcher, supervisor);

    /// <summary>Asks the actor for itself.</summary>
    public class InternalGetActor : IAutoReceivedMessage, IPossiblyHarmful
    {
        /// <summary>The only instance.</summary>
        public static readonly InternalGetActor Instance = new();

        private InternalGetActor()
        {
        }
    }

    /// <summary>A cell that shows its actor.</summary>
    protected class TestActorCell : ActorCell
    {
        /// <summary>Made by the reference.</summary>
        public TestActorCell(
            ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
            : base(system, self, props, dispatcher, parent)
        {
        }

        /// <summary>The actor itself; null between two instances.</summary>
        public new object Actor => base.Actor!; // null is what the caller asks about

        /// <summary>Hands the message to the actor; the task ends when an asynchronous handler has ended, with what it threw.</summary>
        public Task ReceiveMessageForTestAsync(Envelope envelope)
        {
            try
            {
                ReceiveMessageForTest(envelope);
                return TaskScheduler.Handler ?? Task.CompletedTask;
            }
            catch (Exception e)
            {
                return Task.FromException(e);
            }
        }

        /// <summary>Begins the work as this actor.</summary>
        public Task UseThreadContextAsync(Func<Task> actionAsync)
        {
            var work = Task.CompletedTask;
            UseThreadContext(() => work = actionAsync());
            return work;
        }

        /// <inheritdoc/>
        protected internal override void AutoReceiveMessage(Envelope envelope)
        {
            if (envelope.Message is InternalGetActor)
                Sender.Tell(Actor, Self);
            else
                base.AutoReceiveMessage(envelope);
        }
    }
}
