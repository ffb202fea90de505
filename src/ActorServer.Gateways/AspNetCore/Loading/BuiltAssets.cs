using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// Static files of an application that is served from the folder where it was built. There is no <c>wwwroot</c>: a manifest beside the assembly says where the files lie. ASP.NET
/// Core follows it in Development only, because whoever starts a program starts it in its project's folder or publishes it; an app.yaml may well name the build's output.
/// </summary>
internal static class BuiltAssets
{
    /// <summary>Lets the application find its files, where it would find none otherwise.</summary>
    /// <param name="environment">The application's environment; not built yet, so its web root may still be replaced.</param>
    /// <param name="configuration">The application's configuration.</param>
    /// <param name="folder">The folder of the application's assembly.</param>
    public static void Use(IWebHostEnvironment environment, IConfiguration configuration, string folder)
    {
        bool isFound = environment.IsDevelopment() || Directory.Exists(environment.WebRootPath ?? Path.Combine(environment.ContentRootPath, "wwwroot"));
        if (!isFound && File.Exists(Path.Combine(folder, $"{environment.ApplicationName}.staticwebassets.runtime.json")))
            StaticWebAssetsLoader.UseStaticWebAssets(environment, configuration);
    }
}
