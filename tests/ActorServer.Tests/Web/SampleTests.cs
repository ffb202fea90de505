using System.Reflection;
using System.Runtime.Loader;
using ActorServer.Tests.EndToEnd;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Web;

/// <summary>The sample in a load context of its own, as a server loads it.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly AppContextOf _context = new(BuiltApplication.PathOf("sharpapp"));

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    public async Task The_sample_says_that_it_is_healthy(string path)
    {
        var call = await Call.OfAsync(Load(), path);
        Assert.Equal((200, "Service is up and healthy", "text/plain; charset=utf-8", 25), (call.Status, call.Body, call.Headers.ContentType, call.Headers.ContentLength));
    }

    [Fact]
    public async Task Another_path_is_404()
    {
        Assert.Equal((404, "No mapping found for url /nope"), await Call.OfAsync(Load(), "/nope") is var call ? (call.Status, call.Body) : default);
    }

    [Theory]
    [InlineData("Samples.sharpapp.Settings")]
    [InlineData("Samples.sharpapp.Settings, sharpapp")]
    public void Its_settings_are_found_in_its_own_load_context(string name)
    {
        // The framework of this context is another copy than the test's: its types are met by name only.
        var find = _context.Framework.GetType("ActorServer.Web.SettingsType")!.GetMethod("Find")!; // Both exist, or the test fails here.
        var type = (Type?)find.Invoke(null, [name, _context.Application]);
        Assert.Same(_context.Application, type?.Assembly);
    }

    public void Dispose() => _context.Unload();

    private RequestDelegate Load() =>
        (RequestDelegate)_context.Application.GetType("Samples.sharpapp.Site")!.GetMethod("Application")!.Invoke(null, null)!; // As app.yaml of the sample names it.

    private sealed class AppContextOf(string path) : AssemblyLoadContext(isCollectible: true)
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        public Assembly Application => LoadFromAssemblyPath(path);

        public Assembly Framework => LoadFromAssemblyName(new AssemblyName("ActorServer.Web"));

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }
}
