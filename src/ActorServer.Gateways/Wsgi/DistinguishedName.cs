using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// Names of certificates as text (RFC 2253), the way OpenSSL writes them: <c>CN=Alice,O=Example,C=DE</c>. It is printable ASCII whatever a name holds: what is
/// not becomes <c>\NN</c> for each byte.
/// </summary>
internal static class DistinguishedName
{
    private const string Special = ",+\"\\<>;";

    /// <summary>The text of a name.</summary>
    /// <param name="name">The name.</param>
    public static string Text(X500DistinguishedName name)
    {
        var text = new StringBuilder();
        foreach (X500RelativeDistinguishedName part in name.EnumerateRelativeDistinguishedNames(reversed: true))
        {
            if (text.Length > 0)
                text.Append(',');
            if (part.HasMultipleElements)
                text.Append('#').Append(Convert.ToHexString(part.RawData.Span)); // Hardly ever seen.
            else
                Append(text, part.GetSingleElementType(), part.GetSingleElementValue() ?? "");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Oid type, string value)
    {
        text.Append(ShortName(type)).Append('=');
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        for (int i = 0; i < bytes.Length; i++)
        {
            char c = (char)bytes[i];
            bool isEdge = i == 0 || i == bytes.Length - 1;
            if (Special.Contains(c, StringComparison.Ordinal) || (c == '#' && i == 0) || (c == ' ' && isEdge))
                text.Append('\\').Append(c);
            else if (c is < ' ' or > '~')
                text.Append(CultureInfo.InvariantCulture, $"\\{bytes[i]:X2}");
            else
                text.Append(c);
        }
    }

    private static string ShortName(Oid type) => type.Value switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.42" => "GN",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        var other => other ?? "",
    };
}
