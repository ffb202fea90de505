namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON documents. Mirrors Akka.Configuration.Hocon.Parser.</summary>
public class Parser
{
    /// <summary>Parses a document; what it includes is asked of <paramref name="includeCallback"/>, which gets the name as written.</summary>
    /// <exception cref="FormatException">The text is not HOCON; the message starts with line and column.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback) =>
        new(new HoconParser(text, includeCallback).ParseDocument());
}
