using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Tls;

/// <summary>
/// The server's certificates, read from their files at the start and whenever a person asks for it. A handshake uses those that are there when it begins;
/// connections that are open keep theirs. Any thread may call it.
/// </summary>
internal sealed class TlsCertificates
{
    private sealed record Certificate(CertificateSettings Settings, X509Certificate2 Leaf, IReadOnlyList<string> Names, SslServerAuthenticationOptions Options);

    private sealed record Loaded(SslServerAuthenticationOptions Default, HostNames<SslServerAuthenticationOptions> ByName);

    private readonly Lock _reloading = new();
    private readonly TlsSettings _settings;
    private readonly ILogger _logger;
    private volatile Loaded _current;

    /// <summary>Reads the files.</summary>
    /// <param name="settings">TLS that is on.</param>
    /// <param name="logger">Told what was read.</param>
    /// <exception cref="TlsException">A file cannot be used.</exception>
    public TlsCertificates(TlsSettings settings, ILogger logger)
    {
        _settings = settings;
        _logger = logger;
        _current = Load();
    }

    /// <summary>Throws what the start would throw.</summary>
    /// <param name="settings">TLS that is on.</param>
    /// <exception cref="TlsException">A file cannot be used.</exception>
    public static void Check(TlsSettings settings)
    {
        foreach (Certificate certificate in Read(settings))
            certificate.Leaf.Dispose();
    }

    /// <summary>Reads the files again.</summary>
    /// <returns>Null; or why not, in one sentence: then nothing has changed.</returns>
    public string? Reload()
    {
        lock (_reloading)
        {
            try
            {
                _current = Load();
                return null;
            }
            catch (TlsException exception)
            {
                ServerLog.CertificatesNotReloaded(_logger, exception.Message);
                return exception.Message;
            }
        }
    }

    /// <summary>What a client is offered that asks for a host.</summary>
    /// <param name="host">The host; empty for none.</param>
    public SslServerAuthenticationOptions For(string host)
    {
        Loaded current = _current;
        return current.ByName.Find(host) ?? current.Default;
    }

    private Loaded Load()
    {
        var byName = new HostNames<SslServerAuthenticationOptions>();
        List<Certificate> certificates = Read(_settings);
        foreach (Certificate certificate in certificates)
        {
            Tell(certificate);
            foreach (string name in certificate.Names)
                byName.Add(name, certificate.Options);
        }

        return new Loaded(certificates[0].Options, byName);
    }

    private void Tell(Certificate certificate)
    {
        var (settings, leaf, names, _) = certificate;
        if (DateTime.Now < leaf.NotBefore || DateTime.Now > leaf.NotAfter)
            ServerLog.CertificateNotValid(_logger, settings.Certificate, Date(leaf.NotBefore), Date(leaf.NotAfter), settings.Section + ".certificate");
        else
            ServerLog.Certificate(_logger, settings.Certificate, leaf.Subject, string.Join(", ", names), Date(leaf.NotAfter));
    }

    private static string Date(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static List<Certificate> Read(TlsSettings settings)
    {
        X509Certificate2Collection? authorities = settings.ClientCertificates == ClientCertificates.Off ? null : CertificateFile.ReadAuthorities(settings.ClientCa);
        return [.. settings.Further.Prepend(settings.Default).Select(one => ReadOne(settings, one, authorities))];
    }

    private static Certificate ReadOne(TlsSettings settings, CertificateSettings one, X509Certificate2Collection? authorities)
    {
        (X509Certificate2 leaf, X509Certificate2Collection intermediates) = CertificateFile.Read(one);

        // Offline: what clients need is in the file; nothing is looked for in the network.
        SslCertificateTrust? trust = authorities is null ? null : SslCertificateTrust.CreateForX509Collection(authorities, sendTrustInHandshake: true);
        var context = SslStreamCertificateContext.Create(leaf, intermediates, offline: true, trust);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            EnabledSslProtocols = settings.Protocols,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (authorities is not null)
            AskForCertificate(options, authorities);
        return new Certificate(one, leaf, one.Names.Count > 0 ? one.Names : CertificateFile.NamesIn(leaf), options);
    }

    private static void AskForCertificate(SslServerAuthenticationOptions options, X509Certificate2Collection authorities)
    {
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            // These authorities and no others, whatever the machine trusts.
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
    }
}
