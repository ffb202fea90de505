using ActorServer.Server.Tls;

namespace ActorServer.Tests.Tls;

public sealed class HostNamesTests
{
    [Theory]
    [InlineData("a.example", "exact")]
    [InlineData("A.EXAMPLE", "exact")]
    [InlineData("a.example.", "exact")]
    [InlineData("b.example", "wild")]
    [InlineData("b.a.example", null)]
    [InlineData("example", null)]
    [InlineData(".example", null)]
    [InlineData("*.example", "wild")]
    [InlineData("", null)]
    public void Finds_a_name_itself_before_one_with_an_asterisk_for_its_first_label(string name, string? found)
    {
        var names = new HostNames<string>();
        names.Add("a.example", "exact");
        names.Add("*.example", "wild");

        Assert.Equal(found, names.Find(name));
    }

    [Fact]
    public void Keeps_the_first_of_two()
    {
        var names = new HostNames<string>();
        names.Add("a.example", "first");
        names.Add("A.example.", "second");

        Assert.Equal("first", names.Find("a.example"));
    }
}
