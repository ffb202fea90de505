using System.Globalization;

namespace ActorServer.Hosting;

/// <summary>
/// The final line and the exit code where an application in this process ends it behind the server's back: by <see cref="Environment.Exit"/>, or by an exception that
/// nobody catches on a thread of its own. Nothing can be drained then, but a person and a script learn what has happened.
/// </summary>
internal sealed class LastWords : IDisposable
{
    private readonly TextWriter _error;
    private volatile bool _isReady;

    /// <summary>Listens until <see cref="Dispose"/>.</summary>
    /// <param name="error">Where the final line goes.</param>
    public LastWords(TextWriter error)
    {
        _error = error;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    /// <summary>The application serves: an end is no failure to load from here on.</summary>
    public void OnReady() => _isReady = true;

    /// <summary>The server ends by itself.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
    }

    private void OnProcessExit(object? sender, EventArgs arguments)
    {
        var code = Environment.ExitCode;
        var what = string.Create(CultureInfo.InvariantCulture, $"ended the process with Environment.Exit({code})");
        End(
            !_isReady ? ExitCode.ApplicationFailed : code == 0 ? ExitCode.Clean : ExitCode.InternalError,
            _isReady ? $"The application {what}; what was under way is reset." : $"The application cannot be loaded: it {what}.");
    }

    private void OnUnhandled(object? sender, UnhandledExceptionEventArgs arguments)
    {
        Dispose();
        _error.WriteLine(arguments.ExceptionObject);
        End(ExitCode.InternalError, $"The process cannot go on: nobody has caught {arguments.ExceptionObject.GetType().FullName} on thread {Thread.CurrentThread.Name ?? "without a name"}.");

        // Here, and not by returning: the runtime would print the exception a second time and end by a signal.
        Environment.Exit(Environment.ExitCode);
    }

    private void End(ExitCode code, string reason)
    {
        _error.WriteLine($"actorserver: {reason}");
        _error.Flush();
        Environment.ExitCode = (int)code;
    }
}
