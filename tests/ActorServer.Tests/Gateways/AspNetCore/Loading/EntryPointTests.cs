using ActorServer.Tests.EndToEnd;

namespace ActorServer.Tests.Gateways.AspNetCore.Loading;

/// <summary>A program that does not start a web server is named with the reason; its own exception stands in the traceback alone.</summary>
[Collection(Processes.Name)]
public sealed class EntryPointTests
{
    [Fact]
    public async Task An_entry_point_that_throws()
    {
        var failure = await LoadingTest.FailureAsync(LoadingTest.Fixture("throws"));
        Assert.Equal("the entry point of loading.dll threw System.InvalidOperationException before it had started a web server.", failure.Reason);
        Assert.StartsWith("System.InvalidOperationException: the database is not there", failure.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dependency_that_is_missing()
    {
        var failure = await LoadingTest.FailureAsync(LoadingTest.Fixture("dependency"));
        Assert.StartsWith("the dependency Missing.Dependency 1.2.3.0 cannot be found: ", failure.Reason, StringComparison.Ordinal);
        Assert.NotNull(failure.Traceback);
    }

    [Theory]
    [InlineData("returns", "the entry point of loading.dll returned without starting a web server.")]
    [InlineData("returns-code", "the entry point of loading.dll returned 7 without starting a web server.")]
    [InlineData("worker", "the entry point of loading.dll has started a host without a web server: there is nothing that could answer a request.")]
    public async Task A_program_without_a_web_server(string mode, string reason)
    {
        var failure = await LoadingTest.FailureAsync(LoadingTest.Fixture(mode));
        Assert.Equal(reason, failure.Reason);
        Assert.Null(failure.Traceback);
    }

    [Fact]
    public async Task A_program_that_does_not_come_to_its_web_server_in_time()
    {
        var failure = await LoadingTest.FailureAsync(LoadingTest.Fixture("hangs", bootTimeout: TimeSpan.FromMilliseconds(300)));
        Assert.Equal("the entry point of loading.dll did not start a web server within 300ms (actor-server.aspnetcore.boot-timeout).", failure.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("worker-first")]
    public async Task A_program_with_a_web_server_boots_once_for_all_slots_and_ends_when_it_is_told(string mode)
    {
        using var runtime = LoadingTest.Runtime(LoadingTest.Fixture(mode));
        var boots = Enumerable.Range(0, 3).Select(_ => runtime.BootAsync()).ToArray();
        Assert.Same(await boots[0], await boots[2]);
        Assert.True(runtime.NextGeneration() < runtime.NextGeneration());
        Assert.True(await runtime.StopAsync(TimeSpan.FromMinutes(1)));
        Assert.False(runtime.Ended.IsCompleted);
        Assert.Null(runtime.Fault);
    }

    [Fact]
    public async Task A_program_that_is_told_to_stop_still_waits_for_the_drain()
    {
        using var runtime = LoadingTest.Runtime(LoadingTest.Fixture(""));
        await runtime.BootAsync();
        runtime.BeginStop();
        Assert.False(runtime.Ended.IsCompleted);
        Assert.True(await runtime.StopAsync(TimeSpan.FromMinutes(1)));
    }
}
