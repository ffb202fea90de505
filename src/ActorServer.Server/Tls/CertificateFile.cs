using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorServer.Gateways;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Tls;

/// <summary>Reads PEM files of certificates and keys; what is wrong with them is told by file, key and reason.</summary>
internal static class CertificateFile
{
    private const string CertificateRule = "a PEM file is allowed: the server's certificate, behind it the intermediates";
    private const string KeyRule = "a PEM file with the certificate's private key is allowed";

    /// <summary>What is wrong between the settings of TLS, and with the files that they name; nothing is kept.</summary>
    /// <param name="tls">Settings that may be used.</param>
    public static IEnumerable<SettingsError> ErrorsIn(TlsSettings tls)
    {
        const string Section = TlsSettings.Section;
        if (tls.IsOn != tls.Default.Key.Length > 0)
        {
            return tls.IsOn
                ? [new SettingsError(Section + ".certificate", tls.Default.Certificate, "a certificate needs its key: say key too")]
                : [new SettingsError(Section + ".key", tls.Default.Key, "a key needs its certificate: say certificate too")];
        }

        const string NeedsOwn = "it is of no use without the server's own certificate: say certificate and key too";
        if (!tls.IsOn && tls.Further.Count > 0)
            return [new SettingsError(tls.Further[0].Section + ".certificate", tls.Further[0].Certificate, NeedsOwn)];
        if (!tls.IsOn && tls.ClientCertificates != ClientCertificates.Off)
            return [new SettingsError(Section + ".client-certificates", tls.ClientCertificates.ToString(), NeedsOwn)];
        if (tls.ClientCertificates == ClientCertificates.Off != (tls.ClientCa.Length == 0))
        {
            return tls.ClientCa.Length == 0
                ? [new SettingsError(Section + ".client-certificates", tls.ClientCertificates.ToString(), "they need a file with their authorities: say client-ca too")]
                : [new SettingsError(Section + ".client-ca", tls.ClientCa, "it is of no use while client-certificates is off: optional and required are allowed beside it")];
        }

        if (!tls.IsOn)
            return [];
        try
        {
            TlsCertificates.Check(tls);
            return [];
        }
        catch (TlsException exception)
        {
            return [exception.Error];
        }
    }

    /// <summary>Reads a certificate of the server with its key.</summary>
    /// <param name="settings">Where they are.</param>
    /// <returns>The certificate with its key, and what stands behind it in its file.</returns>
    /// <exception cref="TlsException">A file cannot be used.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Intermediates) Read(CertificateSettings settings)
    {
        string certificateKey = settings.Section + ".certificate";
        string keyKey = settings.Section + ".key";
        X509Certificate2Collection chain = ReadAll(settings.Certificate, certificateKey, CertificateRule);
        string key = ReadText(settings.Key, keyKey, KeyRule);
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw Refused(keyKey, settings.Key, $"{KeyRule}, and this one is encrypted: take its passphrase off (openssl pkey -in OLD -out NEW)");
        using X509Certificate2 first = chain[0];
        chain.RemoveAt(0);
        try
        {
            return (X509Certificate2.CreateFromPem(first.ExportCertificatePem(), key), chain);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            string reason = key.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? $"this is not that of {settings.Certificate}, whose first certificate is {first.Subject}" : "there is none in it";
            throw Refused(keyKey, settings.Key, $"{KeyRule}, and {reason}");
        }
    }

    /// <summary>Reads the authorities of clients' certificates.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TlsException">It cannot be used.</exception>
    public static X509Certificate2Collection ReadAuthorities(string path) =>
        ReadAll(path, TlsSettings.Section + ".client-ca", "a PEM file with the authorities of clients' certificates is allowed");

    /// <summary>The host names that stand in a certificate: its alternative names, or, where it has none, its common name.</summary>
    /// <param name="certificate">Any certificate.</param>
    public static IReadOnlyList<string> NamesIn(X509Certificate2 certificate)
    {
        string[] names = [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames())];
        return names.Length > 0 ? names : [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
    }

    private static X509Certificate2Collection ReadAll(string path, string key, string rule)
    {
        string text = ReadText(path, key, rule);
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException exception)
        {
            throw Refused(key, path, $"{rule}, and a certificate in it is damaged: {exception.Message.TrimEnd('.')}");
        }

        return certificates.Count > 0 ? certificates : throw Refused(key, path, $"{rule}, and there is no certificate in it");
    }

    private static string ReadText(string path, string key, string rule)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"it cannot be read: {exception.Message.TrimEnd('.')}";
            throw Refused(key, path, $"{rule}, and {reason}");
        }
    }

    private static TlsException Refused(string key, string path, string rule) => new(new SettingsError(key, path, rule));
}
