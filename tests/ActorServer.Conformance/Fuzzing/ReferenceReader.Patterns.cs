using System.Text.RegularExpressions;

namespace ActorServer.Conformance.Fuzzing;

/// <summary>The grammar of RFC 9112, RFC 9110 and RFC 3986, as far as the server takes it.</summary>
internal sealed partial class ReferenceReader
{
    private const string Token = @"[!#$%&'*+\-.^_`|~0-9A-Za-z]+";
    private const string Quoted = """
        "(?:[\t \x21\x23-\x5B\x5D-\x7E\x80-\xFF]|\\[\t\x20-\x7E\x80-\xFF])*"
        """;
    private const string Blank = @"[ \t]*";
    private const string Number = @"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string Group = "[0-9A-Fa-f]{1,4}";
    private const string Last = $@"(?:{Group}:{Group}|{Number}(?:\.{Number}){{3}})";
    private const string Address =
        $@"(?:(?:{Group}:){{6}}{Last}"
        + $@"|::(?:{Group}:){{5}}{Last}"
        + $@"|(?:{Group})?::(?:{Group}:){{4}}{Last}"
        + $@"|(?:(?:{Group}:){{0,1}}{Group})?::(?:{Group}:){{3}}{Last}"
        + $@"|(?:(?:{Group}:){{0,2}}{Group})?::(?:{Group}:){{2}}{Last}"
        + $@"|(?:(?:{Group}:){{0,3}}{Group})?::{Group}:{Last}"
        + $@"|(?:(?:{Group}:){{0,4}}{Group})?::{Last}"
        + $@"|(?:(?:{Group}:){{0,5}}{Group})?::{Group}"
        + $@"|(?:(?:{Group}:){{0,6}}{Group})?::)";

    private const RegexOptions Exact = RegexOptions.CultureInvariant | RegexOptions.Singleline;

    // The text before the first CR or LF, and as much of a line end as stands there.
    [GeneratedRegex(@"\A([^\r\n]*)(\r\n|\r|\n|)", Exact)]
    private static partial Regex Line();

    [GeneratedRegex($@"\A{Token}", Exact)]
    private static partial Regex Begin();

    [GeneratedRegex($@"\A({Token}) ([\x21-\x7E]+) HTTP/1\.([0-9])\z", Exact)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"\A[Hh][Tt][Tt][Pp][Ss]?://([^/?]*)(.*)\z", Exact)]
    private static partial Regex Absolute();

    // The comma, legal in a name, would be taken for a list.
    [GeneratedRegex($@"\A(?:\[{Address}\]|(?:[A-Za-z0-9\-._~!$&'()*+;=]|%(?!00)[0-9A-Fa-f]{{2}})+)(?::([0-9]*))?\z", Exact)]
    private static partial Regex Authority();

    [GeneratedRegex($@"\A({Token}):([\t\x20-\x7E\x80-\xFF]*)\z", Exact)]
    private static partial Regex Field();

    [GeneratedRegex(@"\A[0-9]{1,19}\z", Exact)]
    private static partial Regex Length();

    [GeneratedRegex(@"\A(?:Proxy|Forwarded|X-Forwarded-.+)\z", Exact | RegexOptions.IgnoreCase)]
    private static partial Regex Dropped();

    [GeneratedRegex($@"\A([0-9A-Fa-f]{{1,16}})(?:{Blank};{Blank}{Token}(?:{Blank}={Blank}(?:{Token}|{Quoted}))?)*\z", Exact)]
    private static partial Regex Chunk();
}
