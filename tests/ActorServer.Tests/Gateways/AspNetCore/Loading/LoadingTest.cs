using ActorServer.Gateways.AspNetCore;
using ActorServer.Tests.EndToEnd;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Gateways.AspNetCore.Loading;

/// <summary>What tests of loading need: settings, runtimes, and the failure of a boot.</summary>
internal static class LoadingTest
{
    public const string Url = "http://127.0.0.1:1234";

    public static AspNetCoreSettings Settings(string location, string module, string callable = "", string mode = "", TimeSpan? bootTimeout = null) => new(
        location,
        module,
        callable,
        new Dictionary<string, string> { ["LOADING"] = mode },
        bootTimeout ?? TimeSpan.FromMinutes(1),
        TimeSpan.FromSeconds(30),
        IsSynchronousIoAllowed: false,
        Dispatcher: "",
        ResponseWindow: 65536,
        MaxBody: 1 << 20);

    /// <summary>The fixture program that starts, or fails to, in the way that <paramref name="mode"/> names.</summary>
    public static AspNetCoreSettings Fixture(string mode, string callable = "", TimeSpan? bootTimeout = null) =>
        Settings(BuiltApplication.FolderOf("loading"), "loading", callable, mode, bootTimeout);

    public static AspNetCoreRuntime Runtime(AspNetCoreSettings settings) => new(settings, NullLoggerFactory.Instance, Url);

    /// <summary>How an application fails to boot.</summary>
    public static async Task<ApplicationBootException> FailureAsync(AspNetCoreSettings settings)
    {
        using var runtime = Runtime(settings);
        return await Assert.ThrowsAsync<ApplicationBootException>(runtime.BootAsync);
    }
}
