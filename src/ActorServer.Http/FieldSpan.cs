namespace ActorServer.Http;

/// <summary>Where one field stands in the bytes of its head; the value is trimmed.</summary>
/// <param name="NameStart">Offset of the name.</param>
/// <param name="NameLength">Length of the name.</param>
/// <param name="ValueStart">Offset of the value.</param>
/// <param name="ValueLength">Length of the value; may be 0.</param>
internal readonly record struct FieldSpan(int NameStart, int NameLength, int ValueStart, int ValueLength);
