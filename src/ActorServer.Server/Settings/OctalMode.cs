using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>Modes of files, written as everywhere on Unix: three octal digits, a 0 before them if one likes.</summary>
internal static class OctalMode
{
    private const int Most = 0x1FF; // 777.

    /// <summary>The mode that a key says.</summary>
    /// <param name="reader">Reads the section.</param>
    /// <param name="key">Relative key.</param>
    public static UnixFileMode Read(SettingsReader reader, string key)
    {
        if (Parse(reader.Text(key)) is { } mode)
            return mode;
        reader.Refuse(key, "three octal digits are allowed, 000 to 777, with a 0 before them if you like");
        return UnixFileMode.None;
    }

    private static UnixFileMode? Parse(string text)
    {
        if (text.Length is < 3 or > 4 || !text.All(digit => digit is >= '0' and <= '7'))
            return null;
        var mode = Convert.ToInt32(text, 8);
        return mode <= Most ? (UnixFileMode)mode : null;
    }
}
