namespace Akka.Configuration.Hocon;

/// <summary>A string, number or switch: the text, without quotes. Mirrors Akka.Configuration.Hocon.HoconLiteral.</summary>
public class HoconLiteral : IHoconElement
{
    /// <summary>The text; null for <c>null</c>.</summary>
    public string? Value { get; set; }

    /// <inheritdoc/>
    public bool IsString() => true;

    /// <inheritdoc/>
    public string? GetString() => Value;

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => throw new NotSupportedException("A literal is not an array.");

    /// <inheritdoc/>
    public override string? ToString() => Value;
}
