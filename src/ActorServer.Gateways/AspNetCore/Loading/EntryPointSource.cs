using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// Runs a program's entry point on a thread of its own and puts our server into the first web host that it builds; everything else of that host is the program's.
/// States: booting → serving (the host has started its server) → ending (it was told to, or stopped itself) → over (the entry point has returned or thrown).
/// The program's thread and the actor system's move them; each state is a task that completes once.
/// </summary>
internal sealed class EntryPointSource : ApplicationSource
{
    // A program may start a host without a server first; one that has nothing but such a host is told so before its boot-timeout.
    private static readonly TimeSpan UntilSecondHost = TimeSpan.FromSeconds(5);

    private readonly AspNetCoreSettings _settings;
    private readonly string _url;
    private readonly TimeSpan _drainTimeout;
    private readonly string _who;
    private readonly TaskCompletionSource<HostedApplication> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ApplicationAssembly? _application;
    private IHostApplicationLifetime? _lifetime;
    private ApplicationEnding? _fault;
    private int _isTaken;
    private volatile bool _isStopping;

    /// <summary>Prepares the program of the settings.</summary>
    /// <param name="settings">What to load.</param>
    /// <param name="url">Where the server listens.</param>
    /// <param name="drainTimeout">How long the server may take to drain.</param>
    public EntryPointSource(AspNetCoreSettings settings, string url, TimeSpan drainTimeout)
    {
        _settings = settings;
        _url = url;
        _drainTimeout = drainTimeout;
        _who = $"the entry point of {settings.Module}.dll";
    }

    /// <inheritdoc/>
    public override ApplicationEnding? Fault => Volatile.Read(ref _fault);

    /// <inheritdoc/>
    public override async Task<HostedApplication> StartAsync()
    {
        new Thread(Run) { IsBackground = true, Name = "application" }.Start();
        try
        {
            return await _serving.Task.WaitAsync(_settings.BootTimeout);
        }
        catch (TimeoutException)
        {
            throw new ApplicationBootException(
                $"{_who} did not start a web server within {Units.Show(_settings.BootTimeout)} (actor-server.aspnetcore.boot-timeout).");
        }
    }

    /// <inheritdoc/>
    public override void BeginStop()
    {
        _isStopping = true;

        // Whoever listens to ApplicationStopping is called in it, and may block.
        if (Volatile.Read(ref _lifetime) is { } lifetime)
            ThreadPool.UnsafeQueueUserWorkItem(static lifetime => StopIgnoringDisposed(lifetime), lifetime, preferLocal: false);
    }

    /// <inheritdoc/>
    public override Task StopAsync()
    {
        BeginStop();
        _drained.TrySetResult();
        return _serving.Task.IsCompletedSuccessfully ? _over.Task : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _drained.TrySetResult();
        Volatile.Read(ref _application)?.Dispose();
    }

    private static void StopIgnoringDisposed(IHostApplicationLifetime lifetime)
    {
        try
        {
            lifetime.StopApplication();
        }
        catch (ObjectDisposedException)
        {
            // The host was faster.
        }
    }

    private void Run()
    {
        try
        {
            var application = ApplicationAssembly.Load(_settings);
            Volatile.Write(ref _application, application);
            var entryPoint = application.Assembly.EntryPoint
                ?? throw new ApplicationBootException($"{_settings.Module}.dll is a library without an entry point. Name the member to call with app: My.Type.Member. {MemberFinder.NearestMember(application.Assembly, "")}");
            using var events = HostEvents.Subscribe(TakeServer, WatchOther);
            using var scope = application.Context.EnterContextualReflection();
            object?[] arguments = entryPoint.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            OnReturned(entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) as int? ?? 0);
        }
        catch (Exception exception)
        {
            OnThrown(exception);
        }
        finally
        {
            _over.TrySetResult();
        }
    }

    private void TakeServer(IHostBuilder builder) => builder.ConfigureServices((context, services) =>
    {
        // The first host with a web server is the one; a second one keeps its own, at its own address.
        if (!services.Any(service => service.ServiceType == typeof(IServer)) || Interlocked.Exchange(ref _isTaken, 1) != 0)
            return;
        services.RemoveAll<IServer>();
        services.AddSingleton<IServer>(provider =>
        {
            Watch(provider.GetRequiredService<IHostApplicationLifetime>());
            return new ApplicationServer(_application!.Context, KestrelOptions.Over(_settings, provider), _url, application => _serving.TrySetResult(application), _drained.Task); // Loaded before its entry point runs.
        });

        if (services.LastOrDefault(service => service.ServiceType == typeof(IWebHostEnvironment))?.ImplementationInstance is IWebHostEnvironment environment)
            BuiltAssets.Use(environment, context.Configuration, Path.GetDirectoryName(_application!.Assembly.Location) ?? ""); // As above.

        // The server owns the signals, and tells the application when it is time.
        services.RemoveAll<IHostLifetime>();
        services.AddSingleton<IHostLifetime, SilentLifetime>();

        // Its host's time for stopping is the application's own; that of the server's drain, which it awaits first, comes on top.
        services.PostConfigure<HostOptions>(options => options.ShutdownTimeout += options.ShutdownTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : _drainTimeout);
    });

    private void Watch(IHostApplicationLifetime lifetime)
    {
        Volatile.Write(ref _lifetime, lifetime);
        lifetime.ApplicationStopping.Register(() =>
        {
            if (!_isStopping && _serving.Task.IsCompletedSuccessfully)
                End(new ApplicationEnding("The application stopped itself; its log says why.", null, IsFault: false));
        });
        if (_isStopping)
            BeginStop();
    }

    private void WatchOther(IHost host)
    {
        if (Volatile.Read(ref _isTaken) == 0)
            host.Services.GetService<IHostApplicationLifetime>()?.ApplicationStarted.Register(() => _ = RefuseHostWithoutServerAsync());
    }

    private async Task RefuseHostWithoutServerAsync()
    {
        await Task.Delay(UntilSecondHost);
        if (Volatile.Read(ref _isTaken) == 0)
            Fail(new ApplicationBootException($"{_who} has started a host without a web server: there is nothing that could answer a request."));
    }

    private void OnReturned(int code)
    {
        var returned = code == 0 ? "returned" : $"returned {code}";
        if (_serving.Task.IsCompletedSuccessfully)
            Over(new ApplicationEnding(code == 0 ? "The application ended." : $"The application ended: {_who} {returned}.", null, IsFault: code != 0));
        else
            Fail(new ApplicationBootException($"{_who} {returned} without starting a web server."));
    }

    private void OnThrown(Exception exception)
    {
        if (_serving.Task.IsCompletedSuccessfully)
            Over(new ApplicationEnding($"The application failed: {_who} threw {exception.GetType().FullName}.", exception.ToString(), IsFault: true));
        else
            Fail(BootFailure.Of(exception, $"{_who} threw {exception.GetType().FullName} before it had started a web server."));
    }

    private void Over(ApplicationEnding ending)
    {
        if (ending.IsFault)
            Volatile.Write(ref _fault, ending);
        if (!_isStopping || ending.IsFault)
            End(ending);
    }

    private void Fail(ApplicationBootException failure)
    {
        // Nobody may be waiting any more when it comes late: then it is nobody's news.
        if (_serving.TrySetException(failure))
            _ = _serving.Task.Exception;
    }

    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
