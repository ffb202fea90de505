using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Akka.Actor;

/// <summary>Where an actor is in the tree of its system, with the unique id of its incarnation (Akka.Actor.ActorPath).</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>The characters that a name may have besides ASCII letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private protected const long UndefinedUid = 0;

    private readonly ActorPath? _parent;
    private readonly string _name;
    private int _hash;

    /// <summary>A path below another.</summary>
    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _parent = parentPath;
        _name = name;
        Uid = uid;
        Depth = parentPath.Depth + 1;
    }

    /// <summary>A root.</summary>
    protected ActorPath(Address address, string name)
    {
        _name = name;
        RootAddress = address;
    }

    /// <summary>The unique id of the incarnation; 0 is none.</summary>
    public long Uid { get; }

    /// <summary>How many names there are below the root.</summary>
    public int Depth { get; }

    /// <summary>The names from below the root down.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var names = new string[Depth];
            var path = this;
            for (var i = Depth - 1; i >= 0; i--, path = path.Parent)
                names[i] = path._name;
            return names;
        }
    }

    /// <summary>The last name.</summary>
    public string Name => _name;

    /// <summary>The path above; a root's is itself.</summary>
    public ActorPath Parent => _parent ?? this;

    /// <summary>The root.</summary>
    public ActorPath Root => ParentOf(0);

    /// <summary>The system's address.</summary>
    public Address Address => Root.RootAddress ?? Address.AllSystems;

    private protected Address? RootAddress { get; }

    /// <summary>The child of that name, which may end in #uid.</summary>
    public static ActorPath operator /(ActorPath path, string name)
    {
        var (bare, uid) = ActorNames.SplitUid(name);
        return new ChildActorPath(path, bare, uid);
    }

    /// <summary>The descendant that the names lead to.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(n => n.Length > 0).Aggregate(path, (above, n) => above / n);

    /// <summary>Whether they are equal, unique ids aside.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ, unique ids aside.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>Whether a name is allowed: ASCII letters and digits, some symbols, %-escapes; no leading dollar.</summary>
    public static bool IsValidPathElement(string s) => ActorNames.IsValid(s);

    /// <summary>"/a/b" of "a" and "b".</summary>
    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join('/', pathElements);

    /// <summary>Reads a full path.</summary>
    /// <exception cref="UriFormatException">The text is no path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    /// <summary>Reads a full path, or says that the text is none.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        if (!Address.TryParse(path, out var address))
            return false;
        var slash = path.IndexOf('/', path.IndexOf("://", StringComparison.Ordinal) + 3);
        var names = slash < 0 ? "" : path[(slash + 1)..];
        actorPath = new RootActorPath(address) / names.Split('/');
        return true;
    }

    /// <summary>Reads the address of a full path, or says that the text is none.</summary>
    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) => Address.TryParse(path, out address);

    /// <summary>The same path with another unique id.</summary>
    public ActorPath WithUid(long uid) =>
        _parent is null || uid == Uid ? this : new ChildActorPath(_parent, _name, uid);

    /// <summary>The child of that name, which may end in #uid.</summary>
    public ActorPath Child(string childName) => this / childName;

    /// <summary>The ancestor at that depth; a negative one counts upwards from here.</summary>
    public ActorPath ParentOf(int depth)
    {
        var path = this;
        var wanted = depth >= 0 ? depth : Depth + depth;
        while (path.Depth > wanted && path._parent is { } above)
            path = above;
        return path;
    }

    /// <summary>The path below the system, as in "/user/a".</summary>
    public string ToStringWithoutAddress() => Join().ToString();

    /// <summary>The path with the system's address.</summary>
    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>The path with the address given, unless it has a host of its own.</summary>
    public string ToStringWithAddress(Address address) =>
        Join().Insert(0, (Address.HasGlobalScope ? Address : address).ToString()).ToString();

    /// <summary>The path with address and unique id.</summary>
    public string ToStringWithUid() => AppendUid(ToStringWithAddress());

    /// <summary>The path with address and unique id.</summary>
    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>The path with the address given and unique id.</summary>
    public string ToSerializationFormatWithAddress(Address address) => AppendUid(ToStringWithAddress(address));

    /// <inheritdoc/>
    public override string ToString() => ToStringWithAddress();

    /// <inheritdoc/>
    public bool Equals(ActorPath? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || Depth != other.Depth)
            return false;
        ActorPath left = this, right = other;
        while (left._parent is { } leftAbove && right._parent is { } rightAbove)
        {
            if (!string.Equals(left._name, right._name, StringComparison.Ordinal))
                return false;
            if (ReferenceEquals(leftAbove, rightAbove))
                return true;
            left = leftAbove;
            right = rightAbove;
        }

        return left.Address == right.Address && left._name == right._name;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Two threads may both compute it; they compute the same.
        if (_hash == 0)
            _hash = _parent is null ? HashCode.Combine(RootAddress, _name) | 1 : HashCode.Combine(_parent, _name) | 1;
        return _hash;
    }

    /// <inheritdoc/>
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    private string AppendUid(string text) => Uid == UndefinedUid ? text : text + "#" + Uid;

    private StringBuilder Join()
    {
        var text = new StringBuilder();
        if (Depth == 0)
            return text.Append(_name);
        foreach (var name in Elements)
            text.Append('/').Append(name);
        return text;
    }
}
