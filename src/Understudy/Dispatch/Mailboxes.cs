using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>The system's kinds of mailbox: by the key of their configuration, and by what an actor's class requires (Akka.Dispatch.Mailboxes).</summary>
public class Mailboxes
{
    /// <summary>The key of the default mailbox.</summary>
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    /// <summary>Says that nothing is required.</summary>
    public static readonly string NoMailboxRequirement = "";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MailboxType> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, Type?> _requiredBy = new();
    private readonly Lazy<Dictionary<Type, string>> _bindings;

    /// <summary>Of the system.</summary>
    public Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterMailbox = new DeadLetterMailbox(system.DeadLetters);
        _bindings = new Lazy<Dictionary<Type, string>>(ReadBindings);
    }

    /// <summary>The mailbox of actors that have ended.</summary>
    public DeadLetterMailbox DeadLetterMailbox { get; }

    /// <summary>What the actor's class requires of its queue, or null.</summary>
    public Type GetRequiredType(Type actorType) => _requiredBy.GetOrAdd(actorType, Required)!; // null says that nothing is required

    /// <summary>Whether the actor's class requires something of its queue.</summary>
    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) is not null;

    /// <summary>Whether the mailbox type says what queue it makes.</summary>
    public bool ProducesMessageQueue(Type mailboxType) => Produced(mailboxType) is not null;

    /// <summary>The kind of mailbox that the configuration binds to the requirement.</summary>
    /// <exception cref="ConfigurationException">`akka.actor.mailbox.requirements` does not bind it.</exception>
    public MailboxType LookupByQueueType(Type queueType) => _bindings.Value.TryGetValue(queueType, out var id)
        ? Lookup(id)
        : throw new ConfigurationException($"Mailbox Mapping for [{queueType}] not configured in akka.actor.mailbox.requirements.");

    /// <summary>The kind of mailbox of that key.</summary>
    /// <exception cref="ConfigurationException">The configuration has no such key.</exception>
    public MailboxType Lookup(string id) => _byId.TryGetValue(id, out var known) ? known : _byId.GetOrAdd(id, Configure(id));

    /// <summary>The kind of mailbox for an actor: its deployment's, then what its class requires, then its dispatcher's, then the default.</summary>
    /// <exception cref="ArgumentException">The chosen kind does not do what the class requires.</exception>
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        var required = GetRequiredType(props.Type);
        var chosen = Choose(props, dispatcherConfig, required);
        if (required is not null && Produced(chosen.GetType()) is { } produced && !required.IsAssignableFrom(produced))
        {
            throw new ArgumentException(
                $"produced message queue type [{produced}] does not fulfill requirement for actor class [{props.Type}]. Must be a subclass of [{required}].");
        }

        return chosen;
    }

    private static Type? Required(Type actorType) => actorType.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequiresMessageQueue<>))?.GetGenericArguments()[0];

    private static Type? Produced(Type mailboxType) => mailboxType.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>))?.GetGenericArguments()[0];

    private MailboxType Choose(Props props, Config dispatcherConfig, Type? required)
    {
        if (props.Mailbox is { } named && named != Deploy.NoMailboxGiven)
            return Lookup(named);
        var ofDispatcher = MailboxOfDispatcher(dispatcherConfig);
        if (required is null)
            return ofDispatcher ?? Lookup(DefaultMailboxId);
        return ofDispatcher is not null && Produced(ofDispatcher.GetType()) is { } made && required.IsAssignableFrom(made)
            ? ofDispatcher
            : LookupByQueueType(required);
    }

    private MailboxType? MailboxOfDispatcher(Config dispatcherConfig)
    {
        if (dispatcherConfig is null || dispatcherConfig.IsEmpty)
            return null;
        if (dispatcherConfig.HasPath("mailbox-type") && dispatcherConfig.HasPath("id"))
            return Lookup(dispatcherConfig.GetString("id", "") ?? "");
        var requirement = dispatcherConfig.GetString("mailbox-requirement", NoMailboxRequirement);
        return string.IsNullOrEmpty(requirement)
            ? null
            : LookupByQueueType(TypeResolver.Get(requirement, "mailbox-requirement"));
    }

    private MailboxType Configure(string id)
    {
        var settings = _system.Settings.Config;
        var section = settings.HasPath(id) ? settings.GetConfig(id) : null;
        switch (id)
        {
            case "unbounded":
                return new UnboundedMailbox(_system.Settings, section ?? Config.Empty);
            case "bounded":
                return new BoundedMailbox(_system.Settings, (section ?? Config.Empty).WithFallback(settings.GetConfig(DefaultMailboxId)));
        }

        if (section is null || section.IsEmpty || section.GetString("mailbox-type") is not { Length: > 0 } type)
            throw new ConfigurationException($"Mailbox Type [{id}] not configured; add a section of that name with a mailbox-type.");
        return (MailboxType)Activator.CreateInstance(
            TypeResolver.Get(type, id + ".mailbox-type"),
            _system.Settings,
            section.WithFallback(settings.GetConfig(DefaultMailboxId)))!; // never null for a class
    }

    private Dictionary<Type, string> ReadBindings()
    {
        const string Key = "akka.actor.mailbox.requirements";
        var bindings = new Dictionary<Type, string>();
        foreach (var (requirement, id) in _system.Settings.Config.GetConfig(Key)?.AsEnumerable() ?? [])
            bindings[TypeResolver.Get(requirement.Trim('"'), Key)] = id.GetString() ?? DefaultMailboxId;
        return bindings;
    }
}
