using System.Net;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Forwarding;

/// <summary>Whose word about the client counts: addresses, networks, and the other ends of Unix-domain sockets. Immutable.</summary>
public sealed class TrustedProxies
{
    /// <summary>The word for peers on a Unix-domain socket.</summary>
    public const string Unix = "unix";

    private readonly IPNetwork[] _networks;

    private TrustedProxies(IPNetwork[] networks, bool isUnixTrusted) => (_networks, IsUnixTrusted) = (networks, isUnixTrusted);

    /// <summary>Nobody.</summary>
    public static TrustedProxies None { get; } = new([], isUnixTrusted: false);

    /// <summary>True when peers on a Unix-domain socket are trusted: who may connect there is decided by the mode of the socket.</summary>
    public bool IsUnixTrusted { get; }

    /// <summary>True when nobody is trusted.</summary>
    public bool IsEmpty => _networks.Length == 0 && !IsUnixTrusted;

    /// <summary>True when the address is in the list.</summary>
    /// <param name="address">An address; one that stands for an IPv4 address is that one.</param>
    public bool Contains(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (IPNetwork network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the peer of a connection is in the list.</summary>
    /// <param name="connection">The connection.</param>
    internal bool Contains(TransportFacts connection) =>
        !IsEmpty && (connection.RemoteAddress.Length == 0 ? IsUnixTrusted : IPAddress.TryParse(connection.RemoteAddress, out IPAddress? address) && Contains(address));

    /// <summary>Reads a list.</summary>
    /// <param name="entries">Addresses, networks as address and length of prefix, or <see cref="Unix"/>; surrounding white space does not count.</param>
    /// <param name="rule">What is wrong with which entry and what is allowed, without a full stop; null when nothing is wrong.</param>
    public static TrustedProxies Parse(IEnumerable<string> entries, out string? rule)
    {
        var networks = new List<IPNetwork>();
        bool isUnixTrusted = false;
        foreach (string entry in entries)
        {
            if (entry == Unix)
            {
                isUnixTrusted = true;
            }
            else if (TryRead(entry, out IPNetwork network, out rule))
            {
                networks.Add(network);
            }
            else
            {
                return None;
            }
        }

        rule = null;
        return new TrustedProxies([.. networks], isUnixTrusted);
    }

    private static bool TryRead(string entry, out IPNetwork network, out string? rule)
    {
        network = default;
        string[] parts = entry.Split('/', 2);
        byte[] text = Encoding.UTF8.GetBytes(parts[0]);
        rule = entry == "*"
            ? "with * every client could say who it is: name the proxies, or say 0.0.0.0/0, ::/0, unix if nobody else can connect"
            : $"{SettingsError.Quote(entry)} is none of what is allowed: IP addresses, networks such as 10.0.0.0/8 or fd00::/8, and the word unix, with commas between them; names are not looked up";
        if (!AddressText.TryReadV4(text, out IPAddress? address) && !AddressText.TryReadV6(text, out address))
        {
            return false;
        }

        // An IPv4 address in IPv6's clothes would need a prefix counted from the other beginning.
        int longest = address!.GetAddressBytes().Length * 8; // One of the two has read it.
        if (parts.Length == 2 && (longest == 32) == parts[0].Contains(':', StringComparison.Ordinal))
        {
            rule = $"{SettingsError.Quote(entry)} is to be written as a network of IPv4 addresses";
            return false;
        }

        int length = longest;
        if (parts.Length == 2 && (!AddressText.TryReadPort(Encoding.UTF8.GetBytes(parts[1]), out length) || length > longest))
        {
            rule = $"the prefix of {SettingsError.Quote(entry)} has a length from 0 to {longest}";
            return false;
        }

        var masked = Mask(address, length);
        if (!masked.Equals(address))
        {
            rule = $"{SettingsError.Quote(entry)} has bits beyond its prefix: the network is {masked}/{length}, the address alone {address}";
            return false;
        }

        network = new IPNetwork(address, length);
        rule = null;
        return true;
    }

    private static IPAddress Mask(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
