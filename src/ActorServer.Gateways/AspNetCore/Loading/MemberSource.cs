using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>An application that is a member of a type in its assembly: a request delegate without a host.</summary>
/// <param name="settings">What to load.</param>
/// <param name="loggers">The server's log, which is the application's too.</param>
internal sealed class MemberSource(AspNetCoreSettings settings, ILoggerFactory loggers) : ApplicationSource
{
    private readonly TaskCompletionSource<HostedApplication> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServiceProvider _services = new ServiceCollection().AddOptions().AddLogging().AddSingleton(loggers).BuildServiceProvider();
    private ApplicationAssembly? _application;

    /// <inheritdoc/>
    public override async Task<HostedApplication> StartAsync()
    {
        // The member may be code that takes its time.
        new Thread(Run) { IsBackground = true, Name = "application" }.Start();
        try
        {
            return await _found.Task.WaitAsync(settings.BootTimeout);
        }
        catch (TimeoutException)
        {
            throw new ApplicationBootException(
                $"{settings.Callable} in {settings.Module}.dll did not give a RequestDelegate within {Units.Show(settings.BootTimeout)} (actor-server.aspnetcore.boot-timeout).");
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _services.Dispose();
        Volatile.Read(ref _application)?.Dispose();
    }

    private void Run()
    {
        try
        {
            var application = ApplicationAssembly.Load(settings);
            Volatile.Write(ref _application, application);
            using var scope = application.Context.EnterContextualReflection();
            var member = new MemberApplication(MemberFinder.Find(application.Assembly, settings.Callable), _services);
            _found.TrySetResult(HostedApplication.Of(member, ContextualFlow.Of(application.Context)));
        }
        catch (Exception exception)
        {
            _found.TrySetException(BootFailure.Of(exception, $"{settings.Callable} in {settings.Module}.dll threw {exception.GetType().FullName}."));

            // Whoever waited may have given up: then it is nobody's news.
            _ = _found.Task.Exception;
        }
    }
}
