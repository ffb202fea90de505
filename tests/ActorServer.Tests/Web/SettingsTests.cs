using System.Reflection;
using ActorServer.Web;

namespace ActorServer.Tests.Web;

public sealed class SettingsTests
{
    private static readonly Assembly Here = typeof(SettingsTests).Assembly;
    private static readonly string Namespace = typeof(SettingsTests).FullName!; // A class that is not generic has a full name.

    [Fact]
    public async Task The_class_named_by_the_variable_wins_over_the_default()
    {
        var site = Application.Load(Namespace + "+Other", Here, typeof(Plain));
        Assert.Equal("other", (await Call.OfAsync(site, "/")).Body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_the_variable_it_is_the_default(string? name)
    {
        Assert.Equal("plain", (await Call.OfAsync(Application.Load(name, Here, typeof(Plain)), "/")).Body);
    }

    [Fact]
    public async Task The_name_may_have_an_assembly()
    {
        var site = Application.Load($"{Namespace}+Other, {Here.GetName().Name}", typeof(Application).Assembly, null);
        Assert.Equal("other", (await Call.OfAsync(site, "/")).Body);
    }

    [Fact]
    public void Without_the_variable_and_a_default_the_error_names_the_variable()
    {
        var error = Assert.Throws<SettingsException>(() => Application.Load(null, Here, null));
        Assert.Equal("The environment variable ACTORSERVER_SETTINGS must name the settings class, such as 'MySite.Settings' or 'MySite.Settings, MySite'.", error.Message);
    }

    [Theory]
    [InlineData("Nowhere.Settings", "'Nowhere.Settings' (ACTORSERVER_SETTINGS): there is no such class in that assembly. ActorServer.Tests has ")]
    [InlineData("Any, Nowhere", "'Any, Nowhere' (ACTORSERVER_SETTINGS): it cannot be loaded: Could not load file or assembly 'Nowhere")]
    [InlineData("Any, =", "(ACTORSERVER_SETTINGS): it cannot be loaded: ")]
    [InlineData("ActorServer.Tests.Web.SettingsTests", "a settings class implements ActorServer.Web.ISettings.")]
    [InlineData("ActorServer.Tests.Web.SettingsTests+WithoutMap", "its UrlMap is null.")]
    [InlineData("ActorServer.Tests.Web.SettingsTests+Abstract", "a settings class is not abstract and has a public constructor without parameters.")]
    [InlineData("ActorServer.Tests.Web.SettingsTests+WithParameter", "a settings class is not abstract and has a public constructor without parameters.")]
    [InlineData("ActorServer.Tests.Web.SettingsTests+Failing", "making the settings failed: on purpose")]
    public void Settings_that_describe_no_application_say_why(string name, string reason)
    {
        var error = Assert.Throws<SettingsException>(() => Application.Load(name, Here, null));
        Assert.StartsWith("The settings class is '", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_settings_is_told_so()
    {
        var error = Assert.Throws<SettingsException>(() => Application.Load("Nowhere.Settings", typeof(Application).Assembly, null));
        Assert.EndsWith("ActorServer.Web has no settings class.", error.Message, StringComparison.Ordinal);
    }

    internal sealed class Plain : ISettings
    {
        public UrlMap UrlMap { get; } = new() { { "/", _ => new Response(200, "plain") } };
    }

    internal sealed class Other : ISettings
    {
        public UrlMap UrlMap { get; } = new() { { "/", _ => new Response(200, "other") } };
    }

    internal sealed class WithoutMap : ISettings
    {
        public UrlMap UrlMap => null!; // What a careless class may do.
    }

    internal abstract class Abstract : ISettings
    {
        public abstract UrlMap UrlMap { get; }
    }

    internal sealed class WithParameter(UrlMap map) : ISettings
    {
        public UrlMap UrlMap => map;
    }

    internal sealed class Failing : ISettings
    {
        public Failing() => throw new InvalidTimeZoneException("on purpose");

        public UrlMap UrlMap => [];
    }
}
