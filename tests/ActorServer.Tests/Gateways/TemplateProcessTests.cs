using System.Globalization;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>Processes that are forked from templates, without actors.</summary>
[Collection(EndToEnd.Processes.Name)]
public sealed class TemplateProcessTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(60);

    private readonly ListLoggerFactory _log = new();
    private readonly AppFolder _folder = new("import os\nprint('imported', flush=True)\napplication = print");
    private WsgiRuntime? _runtime;

    [Fact]
    public async Task Forks_all_processes_from_one_import()
    {
        var runtime = Begin();
        var processes = await Task.WhenAll(Enumerable.Range(1, 4).Select(worker => runtime.LaunchAsync(worker, 0)));

        Assert.Equal(4, processes.Select(process => process.Pid).Distinct().Count());
        var template = TemplatePid();
        Assert.All(processes, process => Assert.Equal(template, ParentOf(process.Pid)));
        AssertImports(1);
    }

    [Fact]
    public async Task Says_how_a_fork_ended()
    {
        var runtime = Begin();
        var (killed, left) = (await runtime.LaunchAsync(1, 0), await runtime.LaunchAsync(2, 0));
        killed.Kill();
        left.Leave(Ceiling);

        Assert.Equal("killed by SIGKILL", await killed.Exit.WaitAsync(Ceiling));
        Assert.Equal("exited with code 0", await left.Exit.WaitAsync(Ceiling));
    }

    [Fact]
    public async Task Gives_the_number_of_a_fork_free_when_it_is_given_up_and_not_before()
    {
        var runtime = Begin();
        var process = await runtime.LaunchAsync(1, 0);
        process.Kill();
        await process.Exit.WaitAsync(Ceiling);
        Assert.True(Directory.Exists($"/proc/{process.Pid}"));

        process.Leave(TimeSpan.Zero);

        WaitFor(() => !Directory.Exists($"/proc/{process.Pid}"));
    }

    [Fact]
    public async Task Logs_the_output_of_a_fork_with_its_worker_and_number()
    {
        File.WriteAllText(Path.Join(_folder.Location, "wsgi.py"), "import atexit\natexit.register(print, 'bye')\napplication = print");
        var process = await Begin().LaunchAsync(7, 0);
        process.Leave(Ceiling);
        WaitForLog($"worker-7 [{process.Pid}]: bye");
    }

    [Theory]
    [InlineData("import threading, time\nthreading.Thread(target=time.sleep, args=(600,), name='metrics', daemon=True).start()\n", "'metrics'")]
    [InlineData("import _thread, time\n_thread.start_new_thread(time.sleep, (600,))\n", "1 that Python's threading module does not know")]
    public async Task Starts_processes_when_the_import_left_threads_and_says_so_once(string import, string threads)
    {
        File.AppendAllText(Path.Join(_folder.Location, "wsgi.py"), "\n" + import);
        var runtime = Begin();
        var first = await runtime.LaunchAsync(1, 0);
        var second = await runtime.LaunchAsync(2, 0);

        Assert.Equal([Environment.ProcessId, Environment.ProcessId], [ParentOf(first.Pid), ParentOf(second.Pid)]);
        Assert.Single(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains($"left threads running: {threads}; ", StringComparison.Ordinal) && line.Contains("(actor-server.wsgi.preload)", StringComparison.Ordinal));
        WaitForLog("has ended: exited with code 0");
    }

    [Fact]
    public async Task Fails_a_launch_with_the_error_of_the_import_and_tries_again_with_the_next()
    {
        File.WriteAllText(Path.Join(_folder.Location, "wsgi.py"), "raise LookupError('no database')");
        var runtime = Begin();
        var failures = await Task.WhenAll(Enumerable.Range(1, 3).Select(worker => Assert.ThrowsAsync<TemplateFailedException>(() => runtime.LaunchAsync(worker, 0))));
        Assert.All(failures, failure => Assert.EndsWith("cannot be imported: LookupError: no database", failure.Message, StringComparison.Ordinal));
        Assert.All(failures, failure => Assert.Contains("wsgi.py", failure.Traceback, StringComparison.Ordinal));

        File.WriteAllText(Path.Join(_folder.Location, "wsgi.py"), "application = print  # The database is back.");

        Assert.NotEqual(0, (await runtime.LaunchAsync(1, 0)).Pid);
    }

    [Fact]
    public async Task Fails_a_launch_when_the_template_dies_in_its_import()
    {
        File.WriteAllText(Path.Join(_folder.Location, "wsgi.py"), "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)");
        var failure = await Assert.ThrowsAsync<TemplateFailedException>(() => Begin().LaunchAsync(1, 0));
        Assert.Equal("its template died: killed by SIGKILL", failure.Message);
    }

    [Fact]
    public async Task Fails_a_launch_when_the_import_takes_too_long_and_ends_the_template()
    {
        File.WriteAllText(Path.Join(_folder.Location, "wsgi.py"), "import os, time\nprint('pid', os.getpid(), flush=True)\ntime.sleep(600)");
        var runtime = Begin(settings => settings with { BootTimeout = TimeSpan.FromSeconds(2) });
        var failure = await Assert.ThrowsAsync<TemplateFailedException>(() => runtime.LaunchAsync(1, 0));
        Assert.Equal("it was not ready within 2 s (actor-server.wsgi.boot-timeout)", failure.Message);
        WaitForLog("has ended: killed by SIGKILL");
        WaitForLog("wsgi.py\", line 3 in <module>");
    }

    [Fact]
    public async Task Lets_forks_live_when_their_template_dies_and_makes_another_for_the_next()
    {
        var runtime = Begin();
        var orphan = await runtime.LaunchAsync(1, 0);
        var template = TemplatePid();

        EndToEnd.ServerProcess.Kill(template, 9);

        WaitForLog($"Warning the template [{template}] died: killed by SIGKILL");
        var next = await runtime.LaunchAsync(2, 0);
        Assert.NotEqual(template, ParentOf(next.Pid));
        AssertImports(2);
        Assert.False(orphan.Exit.IsCompleted);
        orphan.Kill();
        Assert.Equal("how is not known, its template is gone", await orphan.Exit.WaitAsync(Ceiling));
    }

    [Fact]
    public async Task Makes_a_template_for_a_batch_beside_the_one_that_serves()
    {
        var runtime = Begin();
        var old = await runtime.LaunchAsync(1, 0);
        var next = await runtime.LaunchAsync(1, 1);
        Assert.NotEqual(ParentOf(old.Pid), ParentOf(next.Pid));
        Assert.Equal(ParentOf(old.Pid), ParentOf((await runtime.LaunchAsync(2, 0)).Pid));
        Assert.Equal(ParentOf(next.Pid), ParentOf((await runtime.LaunchAsync(2, 1)).Pid));
    }

    [Fact]
    public async Task Lets_the_old_template_leave_with_its_last_fork_when_a_batch_is_committed()
    {
        var runtime = Begin();
        var old = await runtime.LaunchAsync(1, 0);
        var template = TemplatePid();
        var next = await runtime.LaunchAsync(1, 1);

        runtime.Commit(1);
        Assert.Equal(ParentOf(next.Pid), ParentOf((await runtime.LaunchAsync(2, 1)).Pid));
        // One that was on its way from before gets the new code.
        Assert.Equal(ParentOf(next.Pid), ParentOf((await runtime.LaunchAsync(3, 0)).Pid));
        Assert.True(Directory.Exists($"/proc/{template}"));
        old.Leave(Ceiling);

        WaitForLog($"the template [{template}] has ended: exited with code 0");
        Assert.Equal("exited with code 0", await old.Exit.WaitAsync(Ceiling));
    }

    [Fact]
    public async Task Ends_the_template_of_a_batch_that_is_given_up_and_forks_on_from_the_old_one()
    {
        var runtime = Begin();
        var old = await runtime.LaunchAsync(1, 0);
        var next = await runtime.LaunchAsync(1, 1);
        var template = ParentOf(next.Pid);

        runtime.Rollback(1);
        next.Leave(Ceiling);

        WaitForLog($"the template [{template}] has ended: exited with code 0");
        await Assert.ThrowsAsync<TemplateFailedException>(() => runtime.LaunchAsync(2, 1));
        Assert.Equal(ParentOf(old.Pid), ParentOf((await runtime.LaunchAsync(1, 0)).Pid));
    }

    [Fact]
    public async Task Ends_a_template_that_still_imports_when_its_batch_is_given_up()
    {
        var runtime = Begin();
        await runtime.LaunchAsync(1, 0);
        File.WriteAllText(Path.Join(_folder.Location, "wsgi.py"), "import time\nprint('imports for ever', flush=True)\ntime.sleep(600)");
        var launch = runtime.LaunchAsync(1, 1);
        WaitForLog("imports for ever");

        runtime.Rollback(1);

        await Assert.ThrowsAsync<TemplateFailedException>(() => launch.WaitAsync(Ceiling));
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_disposed()
    {
        var runtime = Begin();
        var process = await runtime.LaunchAsync(1, 0);
        var template = TemplatePid();

        runtime.Dispose();

        WaitFor(() => !EndToEnd.ServerProcess.IsAlive(template) && !EndToEnd.ServerProcess.IsAlive(process.Pid));
    }

    [Fact]
    public async Task Keeps_no_descriptor_of_a_fork_that_is_gone()
    {
        var runtime = Begin();
        await EndOneAsync(runtime);
        var before = Directory.GetFiles("/proc/self/fd").Length;
        for (var i = 0; i < 20; i++)
            await EndOneAsync(runtime);
        WaitFor(() => Directory.GetFiles("/proc/self/fd").Length < before + 10);
        AssertImports(1);
        Assert.InRange(Directory.GetFiles($"/proc/{TemplatePid()}/fd").Length, 5, 10);
    }

    public void Dispose()
    {
        _runtime?.Dispose();
        _folder.Dispose();
    }

    private static async Task EndOneAsync(WsgiRuntime runtime)
    {
        var process = await runtime.LaunchAsync(1, 0);
        process.Leave(TimeSpan.Zero);
        await process.Exit.WaitAsync(Ceiling);
    }

    private WsgiRuntime Begin(Func<WsgiSettings, WsgiSettings>? change = null)
    {
        var settings = AppFolder.Settings(_folder.Location) with { IsPreloaded = true };
        return _runtime = new WsgiRuntime(change is null ? settings : change(settings), _log);
    }

    private int TemplatePid()
    {
        var line = _log.Lines.Last(line => line.Contains("has imported the application", StringComparison.Ordinal));
        return int.Parse(line.Split('[', ']')[1], CultureInfo.InvariantCulture);
    }

    // Behind the name in parentheses, which may hold anything: state, parent.
    private static int ParentOf(int pid) =>
        File.ReadAllText($"/proc/{pid}/stat") is var stat ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) : 0;

    private void AssertImports(int count)
    {
        WaitFor(() => Count() >= count);
        Assert.Equal(count, Count());

        int Count() => _log.Lines.Count(line => line.EndsWith(": imported", StringComparison.Ordinal));
    }

    private void WaitForLog(string part) => WaitFor(() => _log.Lines.Any(line => line.Contains(part, StringComparison.Ordinal)));

    private void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Ceiling), string.Join('\n', _log.Lines));
}
