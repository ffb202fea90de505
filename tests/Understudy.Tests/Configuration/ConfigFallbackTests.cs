using Akka.Configuration;

namespace Understudy.Tests.Configuration;

public class ConfigFallbackTests
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Fact]
    public void The_fallback_counts_where_there_is_nothing_of_its_own()
    {
        var config = Parse("a { x = 1 }\nl = [1]").WithFallback(Parse("a { x = 2, y = 2 }\nb = 3\nl = [2, 3]"));
        Assert.Equal([1, 2, 3], new[] { "a.x", "a.y", "b" }.Select(path => config.GetInt(path)));
        Assert.Equal([1], config.GetIntList("l"));
        Assert.Equal(2, config.GetConfig("a")!.GetInt("y"));
        Assert.Equal(["a", "b", "l"], config.AsEnumerable().Select(item => item.Key).Order());
    }

    [Fact]
    public void Neither_of_the_two_changes()
    {
        var own = Parse("a { x = 1 }");
        var fallback = Parse("a { y = 2 }");
        Assert.Equal(2, own.WithFallback(fallback).GetInt("a.y"));
        Assert.False(own.HasPath("a.y"));
        Assert.False(fallback.HasPath("a.x"));
    }

    [Fact]
    public void The_first_fallback_wins_over_the_second()
    {
        var config = Parse("a = 1").WithFallback(Parse("a = 2, b = 2")).WithFallback(Parse("a = 3, b = 3, c = 3"));
        Assert.Equal([1, 2, 3], new[] { "a", "b", "c" }.Select(path => config.GetInt(path)));
    }

    [Fact]
    public void A_section_that_only_a_fallback_has_is_found()
    {
        var config = Parse("a = 1").WithFallback(Parse("b = 1")).WithFallback(Parse("s { t { u = 1 } }"));
        Assert.Equal(1, config.GetConfig("s")!.GetConfig("t")!.GetInt("u"));
        Assert.Equal(1, config.GetConfig("s.t")!.GetInt("u"));
    }

    [Theory]
    [InlineData("a = text", "a { x = 1 }")]
    [InlineData("a = text", "a = [1]")]
    [InlineData("a = text", "a = null")]
    public void A_value_of_another_kind_is_replaced(string own, string fallback) =>
        Assert.Equal("text", Parse(own).WithFallback(Parse(fallback)).GetString("a"));

    [Fact]
    public void Null_in_the_fallbacks_place_hides_it()
    {
        var config = Parse("a = null").WithFallback(Parse("a = 1"));
        Assert.True(config.HasPath("a"));
        Assert.Null(config.GetString("a"));
    }

    [Fact]
    public void An_empty_or_absent_side_leaves_the_other()
    {
        var config = Parse("a = 1");
        Assert.Equal(1, config.WithFallback(Config.Empty).GetInt("a"));
        Assert.Equal(1, Config.Empty.WithFallback(config).GetInt("a"));
        Assert.Same(config, config.WithFallback(null));
        Assert.Same(config, ((Config)null!).SafeWithFallback(config));
        Assert.Same(config, config.SafeWithFallback(config));
        Assert.Same(config, config.SafeWithFallback(null));
    }

    [Fact]
    public void Is_not_its_own_fallback()
    {
        var config = Parse("a = 1");
        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
    }

    [Fact]
    public void The_same_fallback_may_be_given_again()
    {
        var fallback = Parse("b = 2");
        var config = Parse("a = 1").WithFallback(fallback).WithFallback(Parse("c = 3")).WithFallback(fallback);
        Assert.Equal([1, 2, 3], new[] { "a", "b", "c" }.Select(path => config.GetInt(path)));
        Assert.Same(config, config.WithFallback(fallback));
    }

    [Fact]
    public void Knows_whether_there_is_anything()
    {
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.True(Config.Empty.IsNullOrEmpty());
        Assert.True(((Config)null!).IsNullOrEmpty());
        Assert.False(Parse("a = 1").IsNullOrEmpty());
        Assert.True(new Config().IsEmpty);
    }

    [Fact]
    public void Text_is_a_configuration_where_one_is_expected()
    {
        Config config = "a = 1";
        Assert.Equal(1, config.GetInt("a"));
        Assert.Equal(2, (config + "b = 2").GetInt("b"));
        Assert.Equal(3, ("a = 3" + config).GetInt("a"));
    }

    [Fact]
    public void A_value_becomes_a_configuration()
    {
        var value = Parse("a { b = 1 }").GetValue("a")!;
        Assert.Equal(1, value.ToConfig().GetInt("b"));
        Assert.Equal(1, value.AtKey("c").GetInt("c.b"));
        Assert.Equal(1, Parse("a { b = 1 }").GetConfig("")!.GetInt("a.b"));
    }
}
