using System.ComponentModel;
using ActorServer.Gateways.Wsgi.Native;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <content>
/// What was asked for and has become of it. Invariant: <c>launches</c> holds what is not both ended and released; the number of a process in it is given
/// to no other while the template lives.
/// </content>
internal sealed partial class TemplateProcess
{
    private readonly Dictionary<long, Launch> _launches = [];
    private long _lastLaunch;

    private sealed class Launch
    {
        public TaskCompletionSource<ForkedProcess> Forked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ForkedProcess? Process { get; set; }

        public bool IsEnded { get; set; }

        public bool IsReleased { get; set; }
    }

    /// <summary>Forks a process that has the channel's ends and the two outputs; it waits for its setup message.</summary>
    /// <exception cref="TemplateGoneException">The template does not fork any more.</exception>
    /// <exception cref="TemplateFailedException">The system refused the fork.</exception>
    /// <exception cref="Win32Exception">The request could not be sent.</exception>
    public async Task<ForkedProcess> ForkAsync(WorkerChannel channel, Descriptor output, Descriptor error)
    {
        var launch = new Launch();
        lock (_gate)
        {
            if (_isGone || _isRetired)
                throw new TemplateGoneException();
            Send(launch, channel, output, error);
        }

        try
        {
            return await launch.Forked.Task.WaitAsync(settings.BootTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Something that the import registered for forks blocks it. What it still forks finds its channel closed.
            process.Kill();
            throw new TemplateGoneException();
        }
    }

    private void Send(Launch launch, WorkerChannel channel, Descriptor output, Descriptor error)
    {
        try
        {
            process.Channel.SendEnds(TemplateFrames.Message(TemplateFrames.ForkMessage, ++_lastLaunch), channel, output, error);
            _launches[_lastLaunch] = launch;
        }
        catch (ObjectDisposedException)
        {
            throw new TemplateGoneException();
        }
    }

    private void OnForked(long number, Launch launch, int pid)
    {
        try
        {
            launch.Process = new ForkedProcess(pid, () => Update(number, released => released.IsReleased = true));
        }
        catch (Win32Exception error)
        {
            // Not a descriptor left: what cannot be watched must not run.
            ProcessSignals.KillGroup(pid);
            launch.Forked.TrySetException(error);
            Update(number, released => released.IsReleased = true);
            return;
        }

        if (launch.Forked.TrySetResult(launch.Process))
            return;
        launch.Process.Kill();
        launch.Process.Dispose();
    }

    private void OnGone()
    {
        Launch[] left;
        lock (_gate)
        {
            _isGone = true;
            left = [.. _launches.Values];
        }

        foreach (var launch in left)
        {
            _ = launch.Process?.WatchAsync();
            launch.Forked.TrySetException(new TemplateGoneException());
        }
    }

    private Launch? Find(long number)
    {
        lock (_gate)
            return _launches.GetValueOrDefault(number);
    }

    private void Update(long number, Action<Launch> change)
    {
        lock (_gate)
        {
            if (!_launches.TryGetValue(number, out var launch))
                return;
            change(launch);
            if (!launch.IsEnded || !launch.IsReleased)
                return;
            _launches.Remove(number);
            _ = process.Channel.Send(TemplateFrames.Message(TemplateFrames.ReapMessage, number));
            if (!_isRetired || _launches.Count > 0)
                return;
        }

        process.Leave(settings.StopTimeout);
    }
}
