namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Chooses texts (Akka.TestKit.Internal.StringMatcher.IStringMatcher).</summary>
public interface IStringMatcher
{
    /// <summary>Whether the text is one of the chosen.</summary>
    bool IsMatch(string s);
}
