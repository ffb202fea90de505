using System.Security.Authentication;
using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Server.Configuration;

namespace ActorServer.Server.Settings;

/// <summary>TLS of the listener: <c>actor-server.tls</c>. Whether the files can be used is not looked at here.</summary>
/// <param name="Default">The certificate for clients that name no host, or one that no other is for; with empty paths the server speaks plain HTTP.</param>
/// <param name="Further">Certificates for the hosts that they name.</param>
/// <param name="Protocols">What may be agreed upon.</param>
/// <param name="HandshakeTimeout">How long that may take.</param>
/// <param name="ClientCertificates">Whether clients show a certificate.</param>
/// <param name="ClientCa">A PEM file with the authorities of clients' certificates; empty where they are not asked.</param>
internal sealed record TlsSettings(
    CertificateSettings Default,
    IReadOnlyList<CertificateSettings> Further,
    SslProtocols Protocols,
    TimeSpan HandshakeTimeout,
    ClientCertificates ClientCertificates,
    string ClientCa)
{
    /// <summary>The section.</summary>
    public const string Section = "actor-server.tls";

    /// <summary>The section of the further certificates, one object for each, its name free.</summary>
    public const string FurtherSection = Section + ".certificates";

    private static readonly char[] Separators = [' ', ','];

    /// <summary>True when the listener speaks TLS.</summary>
    public bool IsOn => Default.Certificate.Length > 0;

    /// <summary>Every file that is named, which a reload reads again.</summary>
    public IEnumerable<string> Files =>
        new[] { Default.Certificate, Default.Key, ClientCa }.Concat(Further.SelectMany(other => new[] { other.Certificate, other.Key })).Where(file => file.Length > 0);

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static TlsSettings From(Config config)
    {
        var reader = new SettingsReader(config, Section);
        var first = new CertificateSettings(Section, reader.Text("certificate", mayBeEmpty: true), reader.Text("key", mayBeEmpty: true), []);
        var further = FurtherIn(config, reader);
        var settings = new TlsSettings(
            first,
            further,
            ProtocolsIn(reader),
            reader.Duration("handshake-timeout"),
            reader.Choice<ClientCertificates>("client-certificates"),
            reader.Text("client-ca", mayBeEmpty: true));
        reader.ThrowIfRefused();
        return settings;
    }

    /// <summary>The keys of further certificates' files, which are paths.</summary>
    /// <param name="config">Any configuration.</param>
    internal static IEnumerable<string> PathKeysIn(Config config) =>
        FurtherNames(config).SelectMany(name => new[] { $"{FurtherSection}.{name}.certificate", $"{FurtherSection}.{name}.key" });

    private static List<CertificateSettings> FurtherIn(Config config, SettingsReader reader)
    {
        var further = new List<CertificateSettings>();
        if (config.GetValue(FurtherSection)?.GetObject() is null)
            reader.Refuse("certificates", "names of your own with their files are allowed: { shop { certificate = …, key = … } }");
        foreach (var name in FurtherNames(config))
        {
            var section = $"certificates.{name}";
            if (config.GetValue($"{Section}.{section}")?.GetObject() is not { } said)
            {
                reader.Refuse(section, "a section is allowed: { certificate = …, key = … }");
                continue;
            }

            foreach (var key in said.Items.Keys.Where(key => key is not ("certificate" or "key" or "names")))
                reader.Refuse($"{section}.{KeyTree.Part(key)}", "only certificate, key and names are allowed here");
            var names = said.Items.ContainsKey("names") ? Words(reader.Text($"{section}.names")) : [];
            foreach (var host in names.Where(host => !IsHost(host)))
                reader.Refuse($"{section}.names", $"host names are allowed, such as www.example.org or *.example.org, and {SettingsError.Quote(host)} is none");
            further.Add(new CertificateSettings($"{Section}.{section}", reader.Text($"{section}.certificate"), reader.Text($"{section}.key"), names));
        }

        return further;
    }

    private static IEnumerable<string> FurtherNames(Config config) =>
        config.GetValue(FurtherSection)?.GetObject() is { } named ? named.Items.Keys.Select(KeyTree.Part) : [];

    private static SslProtocols ProtocolsIn(SettingsReader reader)
    {
        const string Rule = "TLSv1.2, TLSv1.3 or both are allowed; older ones are broken";
        var protocols = SslProtocols.None;
        foreach (var word in Words(reader.Text("protocols")))
        {
            switch (word)
            {
                case "TLSv1.2":
                    protocols |= SslProtocols.Tls12;
                    break;
                case "TLSv1.3":
                    protocols |= SslProtocols.Tls13;
                    break;
                default:
                    reader.Refuse("protocols", Rule);
                    return SslProtocols.Tls13;
            }
        }

        if (protocols == SslProtocols.None)
            reader.Refuse("protocols", Rule);
        return protocols;
    }

    private static bool IsHost(string host) =>
        (host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) is { Length: > 0 } name && Uri.CheckHostName(name) == UriHostNameType.Dns;

    private static string[] Words(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
