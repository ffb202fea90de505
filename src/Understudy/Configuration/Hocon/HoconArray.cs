namespace Akka.Configuration.Hocon;

/// <summary>The values of an array in their order. Mirrors Akka.Configuration.Hocon.HoconArray.</summary>
public class HoconArray : List<HoconValue>, IHoconElement
{
    /// <inheritdoc/>
    public bool IsString() => false;

    /// <inheritdoc/>
    public string GetString() => throw new NotSupportedException("An array is not a string.");

    /// <inheritdoc/>
    public bool IsArray() => true;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => this;

    /// <summary>As HOCON.</summary>
    public override string ToString() => HoconWriter.Write(this);
}
