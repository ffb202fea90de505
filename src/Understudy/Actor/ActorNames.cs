using System.Globalization;

namespace Akka.Actor;

/// <summary>The rules of actor names: which are allowed, how one is made up, and where its unique id begins.</summary>
internal static class ActorNames
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name[0] == '$')
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsAsciiLetterOrDigit(c) || ActorPath.ValidSymbols.Contains(c, StringComparison.Ordinal))
                continue;
            if (c != '%' || i + 2 >= name.Length || !char.IsAsciiHexDigit(name[i + 1]) || !char.IsAsciiHexDigit(name[i + 2]))
                return false;
            i += 2;
        }

        return true;
    }

    /// <summary>Refuses a name that a user may not give.</summary>
    /// <exception cref="InvalidActorNameException">The name is empty or has a character that is not allowed.</exception>
    public static void Check(string name, ActorPath parent)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!IsValid(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}] under [{parent}]. Actor paths must not start with $ and may contain ASCII letters, digits and "
                + $"{ActorPath.ValidSymbols}.");
        }
    }

    /// <summary>"$a", "$b", … of a counter.</summary>
    public static string Generate(long number, string prefix = "$")
    {
        Span<char> text = stackalloc char[12];
        var length = 0;
        do
        {
            text[length++] = Digits[(int)(number & 63)];
            number >>>= 6;
        }
        while (number != 0);
        return string.Concat(prefix, text[..length]);
    }

    /// <summary>"name#7" is the name and 7; without a number the unique id is 0, which is none.</summary>
    public static (string Name, long Uid) SplitUid(string name)
    {
        var mark = name.IndexOf('#', StringComparison.Ordinal);
        if (mark < 0 || !long.TryParse(name.AsSpan(mark + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var uid))
            return (name, ActorCell.UndefinedUid);
        return (name[..mark], uid);
    }

    /// <summary>A new unique id, never 0.</summary>
    public static long NewUid() => Random.Shared.NextInt64(1, long.MaxValue);
}
