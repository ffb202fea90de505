using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Understudy.Tests.Configuration;

public class HoconErrorTests
{
    [UnderstudyTheory]
    [InlineData("a = *", "Line 1, column 5: ")]
    [InlineData("a {\n  b = 1\n", "Line 3, column 1: ")]
    [InlineData("a {\n  b\n}", "Line 3, column 1: ")]
    [InlineData("a = 1\nb = [1, 2\n", "Line 3, column 1: ")]
    [InlineData("a = 1\n}", "Line 2, column 1: ")]
    [InlineData("a = \"open\nb = 1", "Line 1, column 5: ")]
    [InlineData("a = \"\"\"open", "Line 1, column 5: ")]
    [InlineData("a = 1\nb = \"\\q\"", "Line 2, column 6: ")]
    [InlineData("a =", "Line 1, column 4: ")]
    [InlineData("a = 1,, b = 2", "Line 1, column 7: ")]
    [InlineData("[1, 2]", "Line 1, column 1: ")]
    [InlineData("a = ${b", "Line 1, column 8: ")]
    [InlineData("a = $b", "Line 1, column 5: ")]
    [InlineData("a = 1\nb {\n  c = ${no.such.key}\n}", "Line 3, column 7: ")]
    [InlineData("a..b = 1", "Line 1, column 3: ")]
    [InlineData("= 1", "Line 1, column 1: ")]
    public void Says_the_line_and_the_column(string hocon, string start) =>
        Assert.StartsWith(start, Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString(hocon)).Message, StringComparison.Ordinal);

    [UnderstudyTheory]
    [InlineData("a {\n  b\n}", "expected '=', ':', '+=' or '{' after the key 'b', found '}'.")]
    [InlineData("a = ]", "expected a value, found ']'.")]
    [InlineData("a = ?", "needs quotes")]
    [InlineData("a = ${no.such.key}", "${no.such.key} has no value")]
    [InlineData("a = ${a}", "${a} refers to itself")]
    [InlineData("a { b = ${a} }", "part of its own value")]
    public void Says_what_was_expected_and_what_was_found(string hocon, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString(hocon)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a = http://example.org")]
    [InlineData("a = b=c")]
    public void An_assignment_inside_a_value_is_an_error_of_the_configuration(string hocon) =>
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

    [UnderstudyFact]
    public void A_document_that_is_nested_too_deeply_is_an_error()
    {
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = " + new string('[', 200_000)));
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString(string.Concat(Enumerable.Repeat("a { ", 200_000))));
    }

    [UnderstudyFact]
    public void No_beginning_of_a_document_is_more_than_an_error()
    {
        const string Document = "a { b = \"x\\n\", c = [1, ${a.b}, {d = 2}] } // e\nf += \"\"\"g\"\"\" h\ninclude \"i\"\n# j\nk.\"l\" : ${?m}\n";
        for (var length = 0; length <= Document.Length; length++)
        {
            try
            {
                ConfigurationFactory.ParseString(Document[..length], _ => Parser.Parse("i = 1", null));
            }
            catch (FormatException fault)
            {
                Assert.Matches("^Line [0-9]+, column [0-9]+: ", fault.Message);
            }
        }
    }
}
