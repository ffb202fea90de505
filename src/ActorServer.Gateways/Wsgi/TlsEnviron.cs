using System.Security.Authentication;
using System.Text;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// What an application sees of TLS beside <c>HTTPS</c>, by the names that mod_ssl has given them <c>SSL_PROTOCOL</c>, <c>SSL_CIPHER</c> (by its
/// registered name) and, where clients are
/// asked for certificates, <c>SSL_CLIENT_VERIFY</c> (SUCCESS or NONE), <c>SSL_CLIENT_S_DN</c>, <c>SSL_CLIENT_I_DN</c>, <c>SSL_CLIENT_M_SERIAL</c> and
/// <c>SSL_CLIENT_CERT</c> (PEM).
/// </summary>
internal static class TlsEnviron
{
    /// <summary>Names and values, each ended by a NUL.</summary>
    /// <param name="tls">A connection's TLS.</param>
    public static byte[] Encode(TlsFacts tls)
    {
        var text = new StringBuilder();
        Add(text, "SSL_PROTOCOL", tls.Protocol == SslProtocols.Tls13 ? "TLSv1.3" : "TLSv1.2");
        Add(text, "SSL_CIPHER", tls.CipherSuite.ToString());
        if (tls.AsksClient)
            Add(text, "SSL_CLIENT_VERIFY", tls.ClientCertificate is null ? "NONE" : "SUCCESS");
        if (tls.ClientCertificate is { } certificate)
        {
            Add(text, "SSL_CLIENT_S_DN", DistinguishedName.Text(certificate.SubjectName));
            Add(text, "SSL_CLIENT_I_DN", DistinguishedName.Text(certificate.IssuerName));
            Add(text, "SSL_CLIENT_M_SERIAL", certificate.SerialNumber);
            Add(text, "SSL_CLIENT_CERT", certificate.ExportCertificatePem() + "\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Add(StringBuilder text, string name, string value) => text.Append(name).Append('\0').Append(value).Append('\0');
}
