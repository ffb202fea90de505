namespace Akka.Configuration.Hocon;

/// <summary>A literal, an array or an object. Mirrors Akka.Configuration.Hocon.IHoconElement.</summary>
public interface IHoconElement
{
    /// <summary>Whether this is a literal.</summary>
    bool IsString();

    /// <summary>The literal's text; null for <c>null</c>.</summary>
    string? GetString();

    /// <summary>Whether this is an array.</summary>
    bool IsArray();

    /// <summary>The array's values.</summary>
    IList<HoconValue> GetArray();
}
