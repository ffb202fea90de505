namespace Akka.Actor;

/// <summary>
/// An actor whose handlers are declared by type, in the constructor and in behaviours (Akka.Actor.ReceiveActor). The first handler that
/// takes the message's type, and whose predicate says so, handles it.
/// </summary>
public abstract class ReceiveActor : UntypedActor
{
    private Stack<MessageHandlers>? _declaring = new([new MessageHandlers()]);
    private MessageHandlers? _handlers;

    /// <summary>Called by the runtime only.</summary>
    protected ReceiveActor()
    {
    }

    internal override void OnIncarnated()
    {
        if (_handlers is not null || _declaring is null)
            return;
        _handlers = _declaring.Pop();
        _declaring = null;
    }

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message) => Handle(_handlers, message);

    /// <summary>Handles messages with the handlers that the action declares from now on.</summary>
    protected void Become(Action configure)
    {
        var handlers = Declare(configure);
        base.Become(message => Handle(handlers, message));
    }

    /// <summary>Handles messages with the handlers that the action declares until UnbecomeStacked.</summary>
    protected void BecomeStacked(Action configure)
    {
        var handlers = Declare(configure);
        base.BecomeStacked(message => Handle(handlers, message));
    }

    /// <summary>Declares a handler with a task, until whose end no other message is handled.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) => Receive(InTask(handler), shouldHandle);

    /// <summary>Declares a handler with a task, until whose end no other message is handled.</summary>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => Receive(InTask(handler), shouldHandle);

    /// <summary>Declares a handler with a task, until whose end no other message is handled.</summary>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, InTask(handler), shouldHandle);

    /// <summary>Declares a handler with a task, until whose end no other message is handled.</summary>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        Receive(messageType, InTask(handler), shouldHandle);

    /// <summary>Declares the handler of all that is left, with a task.</summary>
    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(InTask(handler));

    /// <summary>Declares a handler.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Declared().Add(new ActionHandler<T>(handler, shouldHandle), shouldHandle is null && typeof(T) == typeof(object));

    /// <summary>Declares a handler.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Declares a handler that may say that it does not handle the message after all.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Declared().Add(new FuncHandler<T>(handler), takesAll: false);

    /// <summary>Declares a handler.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Declared().Add(new TypeHandler(messageType, handler, shouldHandle), shouldHandle is null && messageType == typeof(object));

    /// <summary>Declares a handler.</summary>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>Declares a handler that may say that it does not handle the message after all.</summary>
    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Declared().Add(new FuncHandler<object>(m => messageType.IsInstanceOfType(m) && handler(m)), takesAll: false);

    /// <summary>Declares the handler of all that is left.</summary>
    protected void ReceiveAny(Action<object> handler) => Declared().Add(new ActionHandler<object>(handler, null), takesAll: true);

    private static Action<T> InTask<T>(Func<T, Task> handler) => message => ActorTaskScheduler.RunTask(() => handler(message));

    private void Handle(MessageHandlers? handlers, object message)
    {
        if (handlers is null || !handlers.TryHandle(message))
            Unhandled(message);
    }

    private MessageHandlers Declared() => _declaring is { Count: > 0 }
        ? _declaring.Peek()
        : throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    private MessageHandlers Declare(Action configure)
    {
        (_declaring ??= new Stack<MessageHandlers>()).Push(new MessageHandlers());
        try
        {
            configure();
        }
        catch
        {
            _declaring.Pop();
            throw;
        }

        return _declaring.Pop();
    }
}
