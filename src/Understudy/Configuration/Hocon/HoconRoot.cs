namespace Akka.Configuration.Hocon;

/// <summary>A parsed document. Mirrors Akka.Configuration.Hocon.HoconRoot.</summary>
public class HoconRoot
{
    private HoconValue? _value;

    /// <summary>A document with that value.</summary>
    public HoconRoot(HoconValue value)
    {
        _value = value;
        Syntax = new ResolvedNode(default, value);
    }

    internal HoconRoot(ObjectNode syntax) => Syntax = syntax;

    /// <summary>The document's value with its substitutions resolved.</summary>
    /// <exception cref="FormatException">A substitution has no value, or refers to itself.</exception>
    // Resolved when it is first asked for: an included document may refer to what only the including one defines.
    public HoconValue Value => _value ??= SubstitutionResolver.Resolve(Syntax);

    internal HoconNode Syntax { get; }
}
