using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>The recipe of an actor: its class, its arguments, its deployment; immutable and shareable (Akka.Actor.Props).</summary>
public class Props : IEquatable<Props>
{
    /// <summary>The recipe of an actor that handles nothing.</summary>
    public static readonly Props None = Create<EmptyActor>();

    private readonly IIndirectActorProducer _producer;
    private Type? _type;

    /// <summary>Of the class, built without arguments.</summary>
    public Props(Type type)
        : this(type, [])
    {
    }

    /// <summary>Of the class and arguments.</summary>
    public Props(Type type, params object[] args)
        : this(Deploy.None, type, args)
    {
    }

    /// <summary>Of the class and arguments, with the strategy for its children.</summary>
    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(Deploy.None, type, args) => SupervisorStrategy = supervisorStrategy;

    /// <summary>Of the class and arguments, with the strategy for its children.</summary>
    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(type, supervisorStrategy, [.. args])
    {
    }

    /// <summary>Of the class and arguments, deployed so.</summary>
    public Props(Deploy deploy, Type type, IEnumerable<object> args)
        : this(deploy, type, [.. args])
    {
    }

    /// <summary>Of the class and arguments, deployed so.</summary>
    public Props(Deploy deploy, Type type, params object[] args)
        : this(deploy, ProducerOf(type, args), args)
    {
    }

    /// <summary>A copy.</summary>
    protected Props(Props copy)
    {
        Deploy = copy.Deploy;
        Arguments = copy.Arguments;
        SupervisorStrategy = copy.SupervisorStrategy;
        _producer = copy._producer;
        _type = copy._type;
    }

    /// <summary>The recipe of nothing.</summary>
    protected Props()
        : this(Deploy.None, ProducerOf(typeof(EmptyActor), []), [])
    {
    }

    private Props(Deploy deploy, IIndirectActorProducer producer, object[] arguments)
    {
        Deploy = deploy;
        Arguments = arguments;
        _producer = producer;
    }

    /// <summary>The recipe of an actor that handles nothing.</summary>
    public static Props Empty => Create<EmptyActor>();

    /// <summary>The actor's class.</summary>
    public Type Type => _type ??= _producer.ActorType;

    /// <summary>The class's name with its assembly.</summary>
    public string TypeName => Type.AssemblyQualifiedName ?? Type.Name;

    /// <summary>What the constructor is given.</summary>
    public object[] Arguments { get; private set; }

    /// <summary>How the actor is deployed.</summary>
    public Deploy Deploy { get; protected set; }

    /// <summary>The strategy for its children, or null for the actor's own.</summary>
    public SupervisorStrategy SupervisorStrategy { get; protected set; } = null!; // null says that the actor decides

    /// <summary>The dispatcher's id; the default one where none was named.</summary>
    public string Dispatcher => Deploy.Dispatcher == Deploy.NoDispatcherGiven ? Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;

    /// <summary>The mailbox's id, or empty.</summary>
    public string Mailbox => Deploy.Mailbox;

    /// <summary>Of an expression of the form `() => new SomeActor(…)`, whose arguments are evaluated once, now.</summary>
    /// <exception cref="ArgumentException">The expression is of another form.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression)
            throw new ArgumentException("Cannot create Props from a dynamic expression.", nameof(factory));
        if (factory.Body is not NewExpression { Constructor: { } constructor } creation)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        var arguments = ArgumentsOf(creation);
        return new Props(Deploy.None, new ConstructorProducer(creation.Type, constructor, arguments), arguments)
        {
            SupervisorStrategy = supervisorStrategy!, // null says that the actor decides
        };
    }

    /// <summary>Of a class and arguments.</summary>
    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    /// <summary>Of a class without arguments, with the strategy for its children.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy, []);

    /// <summary>Of a class and arguments.</summary>
    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(type, args);
    }

    /// <summary>Of a producer's class, which is built with the arguments.</summary>
    public static Props CreateBy<TProducer>(params object[] args)
        where TProducer : class, IIndirectActorProducer =>
        CreateBy((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args)!, args); // never null for a class

    /// <summary>Of a producer.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(Deploy.None, producer, args);

    /// <summary>The same on another dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) => With(p => p.Deploy = Deploy.WithDispatcher(dispatcher));

    /// <summary>The same with another mailbox.</summary>
    public Props WithMailbox(string mailbox) => With(p => p.Deploy = Deploy.WithMailbox(mailbox));

    /// <summary>The same with a bounded stash of that size.</summary>
    public Props WithStashCapacity(int stashCapacity) => With(p => p.Deploy = Deploy.WithStashCapacity(stashCapacity));

    /// <summary>The same with another deployment; what it does not say is kept.</summary>
    public Props WithDeploy(Deploy deploy) => With(p => p.Deploy = deploy.WithFallback(Deploy));

    /// <summary>The same with another strategy for its children.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => With(p => p.SupervisorStrategy = supervisorStrategy);

    /// <summary>A new instance.</summary>
    /// <exception cref="TypeLoadException">The constructor threw; the inner exception is what it threw.</exception>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", cause);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Props? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Type == other.Type && Deploy.Equals(other.Deploy)
         && Equals(SupervisorStrategy, other.SupervisorStrategy) && Arguments.AsSpan().SequenceEqual(other.Arguments));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Props);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Deploy, Arguments.Length);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    /// <summary>A copy that may then be changed.</summary>
    protected virtual Props Copy() => new(this);

    private Props With(Action<Props> change)
    {
        var copy = Copy();
        change(copy);
        return copy;
    }

    private static IIndirectActorProducer ProducerOf(Type type, object[] args)
    {
        if (typeof(IIndirectActorProducer).IsAssignableFrom(type))
            return (IIndirectActorProducer)Activator.CreateInstance(type, args)!; // never null for a class
        var plain = args.Length == 0 ? type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) : null;
        return plain is null || type.IsAbstract ? new ActivatorProducer(type, args) : new ConstructorProducer(type, plain, args);
    }

    private static object[] ArgumentsOf(NewExpression creation)
    {
        var values = new object[creation.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = ExpressionValues.Of(creation.Arguments[i])!; // a null argument is passed on as it is
        return values;
    }
}
