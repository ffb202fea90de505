using System.Buffers;
using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>The characters of a document and the tokens that need no grammar: white space, comments, strings. Knows line and column.</summary>
internal sealed class HoconReader(string text)
{
    // HOCON, "Unquoted strings". '+' is left out: only before '=' has it a meaning.
    private static readonly SearchValues<char> Reserved = SearchValues.Create("$\"{}[]:=,#`^?!@*&\\");

    // A byte order mark is not part of the document.
    private int _index = text.StartsWith('\ufeff') ? 1 : 0;
    private int _line = 1;
    private int _lineStart;

    public bool IsAtEnd => _index >= text.Length;

    /// <summary>The next character; NUL at the end, which no document may contain outside quotes.</summary>
    public char Next => IsAtEnd ? '\0' : text[_index];

    public HoconPlace Place => new(_line, _index - _lineStart + 1);

    public bool IsAtComment => Next == '#' || StartsWith("//");

    /// <summary>Whether an unquoted string goes on here; a dot is part of it.</summary>
    public bool IsAtUnquoted =>
        !IsAtEnd && !char.IsWhiteSpace(Next) && !Reserved.Contains(Next) && !char.IsControl(Next) && !IsAtComment && !StartsWith("+=");

    /// <summary>What stands here, for an error message.</summary>
    public string Found => IsAtEnd ? "the end of the document" : Next == '\n' ? "the end of the line" : $"'{Escape(Next)}'";

    public bool StartsWith(string expected) => string.CompareOrdinal(text, _index, expected, 0, expected.Length) == 0;

    /// <summary>The length of the word <c>include</c> and the blanks after it when a name follows; otherwise 0: then it is a key.</summary>
    public int LengthOfInclude()
    {
        const string Word = "include";
        if (!StartsWith(Word)) return 0;
        var rest = text.AsSpan(_index + Word.Length);
        var name = rest.TrimStart();
        var isStatement = name.StartsWith("\"") || (name.Length < rest.Length && (name.StartsWith("file(") || name.StartsWith("required(")));
        return isStatement ? Word.Length + rest.Length - name.Length : 0;
    }

    public char Take()
    {
        var character = text[_index++];
        if (character == '\n')
        {
            _line++;
            _lineStart = _index;
        }

        return character;
    }

    public bool TryTake(string expected)
    {
        if (!StartsWith(expected)) return false;
        _index += expected.Length;
        return true;
    }

    public void Expect(char expected, string purpose)
    {
        if (Next != expected) throw Place.Error($"expected '{expected}' {purpose}, found {Found}.");
        Take();
    }

    /// <summary>White space on this line.</summary>
    public string TakeSpaces()
    {
        var start = _index;
        while (!IsAtEnd && Next != '\n' && char.IsWhiteSpace(Next)) _index++;
        return text[start.._index];
    }

    /// <summary>White space, line ends and comments; says whether there was a line end.</summary>
    public bool SkipBlank()
    {
        var line = _line;
        while (true)
        {
            while (!IsAtEnd && char.IsWhiteSpace(Next)) Take();
            if (!IsAtComment) return _line > line;
            while (!IsAtEnd && Next != '\n') _index++;
        }
    }

    /// <summary>The longest run of unquoted characters, up to a dot when <paramref name="isKey"/>.</summary>
    public string TakeUnquoted(bool isKey)
    {
        var start = _index;
        while (IsAtUnquoted && !(isKey && Next == '.')) _index++;
        return text[start.._index];
    }

    /// <summary>A string in single or triple quotes, without them.</summary>
    public string TakeQuoted()
    {
        var start = Place;
        if (TryTake("\"\"\"")) return TakeTripleQuoted(start);
        Take();
        var value = new StringBuilder();
        while (Next != '"')
        {
            if (IsAtEnd || Next == '\n') throw start.Error("expected a closing '\"' on the same line; a string of several lines takes three quotes.");
            value.Append(Next == '\\' ? TakeEscaped() : Take());
        }

        Take();
        return value.ToString();
    }

    private string TakeTripleQuoted(HoconPlace start)
    {
        var value = new StringBuilder();
        while (!StartsWith("\"\"\""))
        {
            if (IsAtEnd) throw start.Error("expected closing '\"\"\"', found the end of the document.");
            value.Append(Take());
        }

        // Quotes beyond the closing three belong to the string.
        while (StartsWith("\"\"\"\"")) value.Append(Take());
        TryTake("\"\"\"");
        return value.ToString();
    }

    private char TakeEscaped()
    {
        var start = Place;
        Take();
        if (IsAtEnd) throw start.Error("expected an escaped character, found the end of the document.");
        return Take() switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' when _index + 4 <= text.Length
                && ushort.TryParse(text.AsSpan(_index, 4), NumberStyles.AllowHexSpecifier, NumberFormatInfo.InvariantInfo, out var code) => TakeCode(code),
            var other => throw start.Error($"'\\{Escape(other)}' is not an escape: expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits."),
        };
    }

    private char TakeCode(ushort code)
    {
        _index += 4;
        return (char)code;
    }

    private static string Escape(char character) =>
        char.IsControl(character) ? $"\\u{(int)character:x4}" : character.ToString();
}
