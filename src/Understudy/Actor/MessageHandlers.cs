namespace Akka.Actor;

/// <summary>The handlers of one behaviour of a <see cref="ReceiveActor"/>, in the order in which they were declared.</summary>
internal sealed class MessageHandlers
{
    private MessageHandler[] _handlers = [];
    private bool _isComplete;

    public void Add(MessageHandler handler, bool takesAll)
    {
        if (_isComplete)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _handlers = [.. _handlers, handler];
        _isComplete = takesAll;
    }

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler.TryHandle(message))
                return true;
        }

        return false;
    }
}

/// <summary>One declared handler.</summary>
internal abstract class MessageHandler
{
    public abstract bool TryHandle(object message);
}

/// <summary>A handler by type parameter.</summary>
internal sealed class ActionHandler<T>(Action<T> handler, Predicate<T>? shouldHandle) : MessageHandler
{
    public override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
            return false;
        handler(typed);
        return true;
    }
}

/// <summary>A handler by type parameter that decides for itself.</summary>
internal sealed class FuncHandler<T>(Func<T, bool> handler) : MessageHandler
{
    public override bool TryHandle(object message) => message is T typed && handler(typed);
}

/// <summary>A handler by type.</summary>
internal sealed class TypeHandler(Type type, Action<object> handler, Predicate<object>? shouldHandle) : MessageHandler
{
    public override bool TryHandle(object message)
    {
        if (!type.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message)))
            return false;
        handler(message);
        return true;
    }
}
