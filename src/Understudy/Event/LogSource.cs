namespace Akka.Event;

/// <summary>Who logs, as text and class (Akka.Event.LogSource).</summary>
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    /// <summary>As text.</summary>
    public string Source { get; }

    /// <summary>As class.</summary>
    public Type Type { get; }

    /// <summary>Of the text and the class.</summary>
    public static LogSource Create(string source, Type t) => new(source, t);

    /// <summary>Of an object that says who it is.</summary>
    public static LogSource Create(object o) => o switch
    {
        IActorContext context => new LogSource(context.Self.Path.ToString(), SourceType(o)),
        IActorRef actor => new LogSource(actor.Path.ToString(), SourceType(o)),
        string text => new LogSource(text, SourceType(o)),
        Type type => new LogSource(Logging.SimpleName(type), type),
        _ => new LogSource(Logging.SimpleName(o), SourceType(o)),
    };

    /// <summary>Of an object that says who it is, in a system.</summary>
    public static LogSource Create(object o, ActorSystem system) => o switch
    {
        IActorContext context => new LogSource(FromActor(context, system), SourceType(o)),
        IActorRef actor => new LogSource(FromActorRef(actor, system), SourceType(o)),
        string text => new LogSource(FromString(text, system), SourceType(o)),
        Type type => new LogSource(FromType(type, system), type),
        _ => new LogSource(FromType(o.GetType(), system), SourceType(o)),
    };

    /// <summary>The class of an object that says who it is.</summary>
    public static Type SourceType(object o) => o switch
    {
        Type type => type,
        IActorContext context => context.Props.Type,
        LocalActorRef actor => actor.Cell.Props.Type,
        string => typeof(DummyClassForStringSources),
        _ => o.GetType(),
    };

    /// <summary>An actor's path.</summary>
    public static string FromActor(IActorContext actor, ActorSystem system) => FromActorRef(actor.Self, system);

    /// <summary>An actor's path.</summary>
    public static string FromActorRef(IActorRef a, ActorSystem system) => a.Path.ToString();

    /// <summary>A text and the system.</summary>
    public static string FromString(string source, ActorSystem system) => $"{source}({system.Name})";

    /// <summary>A class and the system.</summary>
    public static string FromType(Type t, ActorSystem system) => $"{Logging.SimpleName(t)} ({system.Name})";
}
