namespace Akka.Configuration.Hocon;

/// <summary>An include statement: <c>include "x"</c>, <c>include file("x")</c>, <c>include required("x")</c> or <c>include required(file("x"))</c>.</summary>
internal sealed record HoconInclude(string Name, bool IsRequired)
{
    /// <summary>The statement that starts here; null, with nothing taken, when <c>include</c> is a key or no such word stands here.</summary>
    public static HoconInclude? TryParse(HoconReader reader)
    {
        var length = reader.LengthOfInclude();
        if (length == 0) return null;
        for (var taken = 0; taken < length; taken++) reader.Take();

        var isRequired = reader.TryTake("required(");
        reader.TakeSpaces();
        var isFile = reader.TryTake("file(");
        reader.TakeSpaces();
        if (reader.Next != '"') throw reader.Place.Error($"expected the quoted name of what to include, found {reader.Found}.");
        var name = reader.TakeQuoted();
        foreach (var _ in Enumerable.Range(0, (isRequired ? 1 : 0) + (isFile ? 1 : 0)))
        {
            reader.TakeSpaces();
            reader.Expect(')', "after the name of what to include");
        }

        return new HoconInclude(name, isRequired);
    }
}
