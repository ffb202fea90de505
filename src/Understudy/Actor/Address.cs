using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>Where an actor system is: protocol, system and, for one elsewhere, host and port (Akka.Actor.Address).</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable
{
    /// <summary>The address that means every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>Of its parts; host and port are null for a local system.</summary>
    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant()!; // null says local, as in the mirrored API
        Port = port;
    }

    /// <summary>The protocol, "akka" here.</summary>
    public string Protocol { get; }

    /// <summary>The name of the actor system.</summary>
    public string System { get; }

    /// <summary>The host, or null.</summary>
    public string Host { get; }

    /// <summary>The port, or null.</summary>
    public int? Port { get; }

    /// <summary>Whether it has no host.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>Whether it has a host.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    /// <summary>Whether they are equal.</summary>
    public static bool operator ==(Address? left, Address? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Address? left, Address? right) => !(left == right);

    /// <summary>Reads "protocol://system@host:port" or "protocol://system".</summary>
    /// <exception cref="UriFormatException">The text is not an address.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed : throw new UriFormatException($"Could not parse Address URI: {address}");

    /// <summary>Reads an address, or says that the text is none.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address)
    {
        address = null;
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
            return false;
        var rest = path[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        if (slash >= 0)
            rest = rest[..slash];
        var at = rest.IndexOf('@');
        if (at < 0)
        {
            if (rest.Length == 0)
                return false;
            address = new Address(path[..scheme], rest);
            return true;
        }

        var colon = rest.LastIndexOf(':');
        if (at == 0 || colon < at || !int.TryParse(rest.AsSpan(colon + 1), out var port) || port is < 0 or > 65535)
            return false;
        address = new Address(path[..scheme], rest[..at], rest[(at + 1)..colon], port);
        return true;
    }

    /// <summary>The same with another host.</summary>
    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    /// <summary>The same with another port.</summary>
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The same with another protocol.</summary>
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    /// <summary>The same with another system.</summary>
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    /// <summary>The part after "protocol://".</summary>
    public string HostPort() => HasLocalScope ? System : $"{System}@{Host}:{Port}";

    /// <inheritdoc/>
    public override string ToString() => $"{Protocol}://{HostPort()}";

    /// <inheritdoc/>
    public bool Equals(Address? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Address);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    /// <inheritdoc/>
    public int CompareTo(Address? other) => string.CompareOrdinal(ToString(), other?.ToString());

    int IComparable.CompareTo(object? obj) => CompareTo(obj as Address);
}
