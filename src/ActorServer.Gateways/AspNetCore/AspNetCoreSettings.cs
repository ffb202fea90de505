using Akka.Configuration;

namespace ActorServer.Gateways.AspNetCore;

/// <summary>How an ASP.NET Core application is loaded and called: <c>actor-server.aspnetcore</c>, and what it is: <c>actor-server.application</c>.</summary>
/// <param name="Location">The application's folder, as written; the process's working directory while it serves it.</param>
/// <param name="Module">The assembly's name, without <c>.dll</c>.</param>
/// <param name="Callable">A member, <c>My.Type.Member</c>; empty for the program's entry point.</param>
/// <param name="Environment">Variables that are set before the application is loaded.</param>
/// <param name="BootTimeout">From the load until the application must have started its server.</param>
/// <param name="StopTimeout">What the application has for its own end after the last request.</param>
/// <param name="IsSynchronousIoAllowed">True lets an application read and write bodies synchronously.</param>
/// <param name="Dispatcher">The id of the dispatcher that the application's code runs on; empty for the thread pool.</param>
/// <param name="ResponseWindow">Bytes of a response that a slot may have sent and the client not yet taken.</param>
/// <param name="MaxBody">Bytes of a request's body, unless the application sets another limit for it; null for any.</param>
public sealed record AspNetCoreSettings(
    string Location,
    string Module,
    string Callable,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan BootTimeout,
    TimeSpan StopTimeout,
    bool IsSynchronousIoAllowed,
    string Dispatcher,
    int ResponseWindow,
    long? MaxBody)
{
    /// <summary>Reads and checks the sections.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in them cannot be used.</exception>
    public static AspNetCoreSettings From(Config config)
    {
        var application = new SettingsReader(config, "actor-server.application");
        var gateway = new SettingsReader(config, "actor-server.gateway");
        var connection = new SettingsReader(config, "actor-server.connection");
        var aspNetCore = new SettingsReader(config, "actor-server.aspnetcore");
        var settings = new AspNetCoreSettings(
            Location: application.Text("location"),
            Module: application.Text("module"),
            Callable: application.Text("callable", mayBeEmpty: true),
            Environment: application.Variables("environment"),
            BootTimeout: aspNetCore.Duration("boot-timeout"),
            StopTimeout: aspNetCore.Duration("stop-timeout"),
            IsSynchronousIoAllowed: aspNetCore.Switch("allow-synchronous-io"),
            Dispatcher: aspNetCore.Text("dispatcher", mayBeEmpty: true),
            ResponseWindow: gateway.SizeInMemory("response-window", 4096),
            MaxBody: connection.Size("max-body", 0));

        // The runtime's own dispatchers come with the runtime's defaults, which are not part of what is read here.
        string dispatcher = settings.Dispatcher;
        if (dispatcher.Length > 0 && !dispatcher.StartsWith("akka.", StringComparison.Ordinal) && !config.HasPath(dispatcher + ".type") && !config.HasPath(dispatcher + ".executor"))
            aspNetCore.Refuse("dispatcher", "the key of a section of the HOCON file with the type or executor of a dispatcher is allowed, or nothing for the thread pool");
        SettingsReader.ThrowIfAnyRefused(application, gateway, connection, aspNetCore);
        return settings;
    }
}
