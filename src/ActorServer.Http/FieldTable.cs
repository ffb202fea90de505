using System.Text;

namespace ActorServer.Http;

/// <summary>
/// Fields in the order in which they came, duplicates included, over one array of bytes that nobody changes: immutable, safe on every thread.
/// There is no string per field.
/// </summary>
public sealed class FieldTable
{
    private readonly byte[] _bytes;
    private readonly FieldSpan[] _fields;

    internal FieldTable(byte[] bytes, FieldSpan[] fields)
    {
        _bytes = bytes;
        _fields = fields;
    }

    /// <summary>A table without fields.</summary>
    public static FieldTable Empty { get; } = new([], []);

    /// <summary>Number of fields, duplicates counted.</summary>
    public int Count => _fields.Length;

    /// <summary>The name of a field as it was spelled: a token.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Name(int index) => _bytes.AsSpan(_fields[index].NameStart, _fields[index].NameLength);

    /// <summary>The value of a field without surrounding white space; may be empty, may have bytes above 0x7F (obs-text).</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Value(int index) => _bytes.AsSpan(_fields[index].ValueStart, _fields[index].ValueLength);

    /// <summary>Finds the first field of a name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="index">The field's index, or −1.</param>
    /// <returns>False when there is none.</returns>
    public bool TryFind(ReadOnlySpan<byte> name, out int index) => TryFindAfter(-1, name, out index);

    /// <summary>Finds the next field of a name: for fields that are given more than once.</summary>
    /// <param name="after">The index behind which the search begins.</param>
    /// <param name="name">The name, in any case.</param>
    /// <param name="index">The field's index, or −1.</param>
    /// <returns>False when there is none.</returns>
    public bool TryFindAfter(int after, ReadOnlySpan<byte> name, out int index)
    {
        for (index = after + 1; index < _fields.Length; index++)
        {
            if (_fields[index].NameLength == name.Length && Ascii.EqualsIgnoreCase(Name(index), name))
                return true;
        }

        index = -1;
        return false;
    }
}
