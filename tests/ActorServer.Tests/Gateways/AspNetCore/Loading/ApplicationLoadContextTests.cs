using System.Reflection;
using System.Runtime.CompilerServices;
using ActorServer.Gateways.AspNetCore.Loading;
using ActorServer.Tests.EndToEnd;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Gateways.AspNetCore.Loading;

/// <summary>What an application shares with the server: the two shared frameworks, and nothing else.</summary>
public sealed class ApplicationLoadContextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-tests-").FullName;

    public static TheoryData<string> FrameworkAssemblies => [.. new[] { typeof(object), typeof(IServer) }
        .SelectMany(type => Directory.GetFiles(Path.GetDirectoryName(type.Assembly.Location)!, "*.dll"))
        .Select(file => Path.GetFileNameWithoutExtension(file)).Distinct()];

    [Theory]
    [MemberData(nameof(FrameworkAssemblies))]
    public void Every_assembly_of_the_two_shared_frameworks_is_shared(string name) => Assert.True(SharedAssemblies.Contains(name));

    [Theory]
    [InlineData("actorserver")]
    [InlineData("ActorServer.Server")]
    [InlineData("ActorServer.Gateways")]
    [InlineData("ActorServer.Http")]
    [InlineData("YamlDotNet")]
    [InlineData("System.CommandLine")]
    [InlineData("Spectre.Console")]
    public void Nothing_that_the_server_brings_is_shared(string name)
    {
        Assert.False(SharedAssemblies.Contains(name));
        Assert.True(SharedAssemblies.IsServers(name));
    }

    [Fact]
    public void A_type_of_a_framework_is_the_same_type_on_both_sides()
    {
        var context = Context();
        Assert.Same(typeof(HttpContext).Assembly, context.LoadFromAssemblyName(typeof(HttpContext).Assembly.GetName()));
        Assert.Same(typeof(string).Assembly, context.LoadFromAssemblyName(typeof(string).Assembly.GetName()));
    }

    [Fact]
    public void An_application_has_its_own_copy_of_what_the_server_has_too()
    {
        var application = BuiltApplication.PathOf("loading");
        var copy = new ApplicationLoadContext(application).LoadFromAssemblyName(new AssemblyName("YamlDotNet"));
        Assert.NotSame(typeof(YamlDotNet.Core.Parser).Assembly, copy);
        Assert.Equal(Path.GetDirectoryName(application), Path.GetDirectoryName(copy.Location));
    }

    [Fact]
    public void An_application_may_have_another_version_of_what_the_server_has_too()
    {
        EmptyAssembly.Write(_folder, "YamlDotNet", new System.Version(99, 1, 0, 0));
        var copy = Context().LoadFromAssemblyName(new AssemblyName("YamlDotNet"));
        Assert.Equal(new System.Version(99, 1, 0, 0), copy.GetName().Version);
    }

    [Fact]
    public void An_application_that_does_not_bring_what_the_server_has_does_not_get_the_servers()
    {
        Assert.Throws<FileNotFoundException>(() => Context().LoadFromAssemblyName(new AssemblyName("YamlDotNet")));
    }

    [Fact]
    public void What_nobody_has_is_left_to_the_applications_own_handlers()
    {
        var plugins = Directory.CreateDirectory(Path.Combine(_folder, "plugins")).FullName;
        var plugin = EmptyAssembly.Write(plugins, "Some.Plugin");
        var context = Context();
        Assert.Throws<FileNotFoundException>(() => context.LoadFromAssemblyName(new AssemblyName("Some.Plugin")));
        context.Resolving += (self, _) => self.LoadFromAssemblyPath(plugin);
        Assert.Equal(plugin, context.LoadFromAssemblyName(new AssemblyName("Some.Plugin")).Location);
    }

    [Fact]
    public void An_unloaded_application_leaves_the_process()
    {
        var context = LoadAndUnload(BuiltApplication.PathOf("loading"));
        ServerProcess.WaitUntil(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !context.IsAlive;
            },
            "the context is collected");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ApplicationLoadContext Context() => new(EmptyAssembly.Write(_folder, "Application"));

    // In a method of its own, so that no local of the test keeps the context alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndUnload(string path)
    {
        var context = new ApplicationLoadContext(path);
        Assert.NotNull(context.LoadFromAssemblyPath(path).EntryPoint);
        context.Unload();
        return new WeakReference(context);
    }
}
