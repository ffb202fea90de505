using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorServer.Tests.Tls;

/// <summary>A certificate authority with an intermediate, made for one test.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly X509Certificate2 _intermediate;
    private int _serial = 100;

    public TestAuthority(string name = "Test Root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        Root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
        _intermediate = Issue(Root, $"CN={name} Intermediate", [], isAuthority: true, Now.AddYears(-1), Now.AddYears(1));
    }

    /// <summary>What stands between the root and a certificate.</summary>
    public X509Certificate2Collection Intermediates => [_intermediate];

    /// <summary>What clients trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>A certificate for host names, by the intermediate.</summary>
    public X509Certificate2 Issue(params string[] hosts) =>
        Issue(_intermediate, $"CN={hosts[0]}", hosts, isAuthority: false, Now.AddDays(-30), Now.AddDays(60));

    /// <summary>A certificate for any subject, such as a client's.</summary>
    public X509Certificate2 IssueFor(string subject) => Issue(_intermediate, subject, [], isAuthority: false, Now.AddDays(-30), Now.AddDays(60));

    /// <summary>A certificate that is past its time.</summary>
    public X509Certificate2 IssueExpired(string host) => Issue(_intermediate, $"CN={host}", [host], isAuthority: false, Now.AddDays(-30), Now.AddDays(-1));

    /// <summary>Writes certificate, intermediate and key into one file.</summary>
    /// <returns>The path.</returns>
    public string WritePem(string path, X509Certificate2 certificate)
    {
        File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{_intermediate.ExportCertificatePem()}\n{KeyPem(certificate)}\n");
        return path;
    }

    /// <summary>Writes the root alone.</summary>
    /// <returns>The path.</returns>
    public string WriteRoot(string path)
    {
        File.WriteAllText(path, Root.ExportCertificatePem() + "\n" + _intermediate.ExportCertificatePem() + "\n");
        return path;
    }

    /// <summary>True when a chain leads from a certificate to this root over what was sent with it.</summary>
    public bool Trusts(X509Certificate certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.Add(Root);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        return chain.Build((X509Certificate2)certificate);
    }

    public static string KeyPem(X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!; // Issue has made it.
        return key.ExportPkcs8PrivateKeyPem();
    }

    public void Dispose()
    {
        Root.Dispose();
        _intermediate.Dispose();
    }

    private X509Certificate2 Issue(X509Certificate2 issuer, string subject, string[] hosts, bool isAuthority, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        if (hosts.Length > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (string host in hosts)
            {
                if (IPAddress.TryParse(host, out IPAddress? address))
                    names.AddIpAddress(address);
                else
                    names.AddDnsName(host);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        byte[] serial = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(++_serial));
        using X509Certificate2 signed = request.Create(issuer, from, until, serial);
        return signed.CopyWithPrivateKey(key);
    }
}
