namespace Akka.TestKit;

/// <summary>A predicate with the type of messages that it looks at (Akka.TestKit.PredicateInfo).</summary>
public class PredicateInfo
{
    private readonly Func<object, bool> _matches;

    private PredicateInfo(Type type, Delegate predicate, Func<object, bool> matches)
    {
        Type = type;
        PredicateT = predicate;
        _matches = matches;
    }

    /// <summary>The type of the messages.</summary>
    public Type Type { get; }

    /// <summary>The predicate, a Predicate of <see cref="Type"/>.</summary>
    public Delegate PredicateT { get; }

    /// <summary>Of a predicate.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicateT) =>
        new(typeof(T), predicateT, message => message is T typed && predicateT(typed));

    /// <inheritdoc/>
    public override string ToString() => Description.OfType(Type);

    internal bool Matches(object message) => _matches(message);
}
