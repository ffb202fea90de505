namespace Akka.Actor;

/// <summary>How an actor is deployed: its dispatcher, its mailbox, its scope (Akka.Actor.Deploy).</summary>
public class Deploy : IEquatable<Deploy>
{
    /// <summary>No dispatcher was named.</summary>
    public static readonly string NoDispatcherGiven = string.Empty;

    /// <summary>No mailbox was named.</summary>
    public static readonly string NoMailboxGiven = string.Empty;

    /// <summary>No stash size was given.</summary>
    public const int NoStashSize = -1;

    /// <summary>No scope was given.</summary>
    public static readonly Scope NoScopeGiven = UndecidedScope.Instance;

    /// <summary>In this process.</summary>
    public static readonly Deploy Local = new(LocalScope.Instance);

    /// <summary>Nothing is said about how.</summary>
    public static readonly Deploy None = new();

    /// <summary>Says nothing.</summary>
    public Deploy()
        : this("", NoScopeGiven)
    {
    }

    /// <summary>Says where.</summary>
    public Deploy(Scope scope)
        : this("", scope)
    {
    }

    /// <summary>Says where, for the actor at a path.</summary>
    public Deploy(string path, Scope scope)
        : this(path, Config.Empty, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    internal Deploy(string path, Config config, Scope scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path;
        Config = config;
        Scope = scope;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
        StashCapacity = stashCapacity;
    }

    /// <summary>The path below /user that this is for, or empty.</summary>
    public string Path { get; }

    /// <summary>The section of the configuration that this was read from.</summary>
    public Config Config { get; }

    /// <summary>The scope.</summary>
    public Scope Scope { get; }

    /// <summary>The dispatcher's id, or empty.</summary>
    public string Dispatcher { get; }

    /// <summary>The mailbox's id, or empty.</summary>
    public string Mailbox { get; }

    /// <summary>How much a bounded stash holds, or -1.</summary>
    public int StashCapacity { get; }

    /// <summary>This, with the other's where this says nothing.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config.Equals(other.Config) ? Config : Config.WithFallback(other.Config),
        Scope.WithFallback(other.Scope),
        Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    /// <summary>The same with another scope.</summary>
    public virtual Deploy WithScope(Scope scope) => new(Path, Config, scope, Dispatcher, Mailbox, StashCapacity);

    /// <summary>The same with another mailbox.</summary>
    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, Scope, Dispatcher, mailbox, StashCapacity);

    /// <summary>The same with another dispatcher.</summary>
    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Config, Scope, dispatcher, Mailbox, StashCapacity);

    /// <summary>The same with another stash capacity.</summary>
    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    /// <inheritdoc/>
    public bool Equals(Deploy? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox
         && StashCapacity == other.StashCapacity && Scope.Equals(other.Scope) && Config.Equals(other.Config));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Deploy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);
}
