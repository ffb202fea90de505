using System.Diagnostics;
using System.Text;
using ActorServer.Gateways.Wsgi;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>What server and template say to each other: the same numbers on both sides.</summary>
public sealed class TemplateFramesTests
{
    [Fact]
    public void Has_the_numbers_of_the_Python_side()
    {
        var folder = Path.Join(AppContext.BaseDirectory, "python");
        const string program = "import sys; sys.path.insert(0, sys.argv[1]); from _actorserver.frames import *; print(FORK, REAP, READY, BOOT_FAILED, FORKED, NOT_FORKED, EXITED)";
        var start = new ProcessStartInfo(PythonInterpreter.Find(AppFolder.Settings("/")), ["-c", program, folder]) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!; // Start has not thrown, so there is a process.

        Assert.Equal("2 3 1 2 32 33 34", python.StandardOutput.ReadToEnd().Trim());
        Assert.Equal([2, 3], [TemplateFrames.ForkMessage, TemplateFrames.ReapMessage]);
        Assert.Equal([1, 2, 32, 33, 34], Enum.GetValues<TemplateFrameKind>().Select(kind => (int)kind));
    }

    [Fact]
    public void Puts_the_launch_into_the_header_of_a_message()
    {
        var message = TemplateFrames.Message(TemplateFrames.ReapMessage, 0x0102030405060708);
        Assert.Equal("03000000000000000807060504030201", Convert.ToHexStringLower(message));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("010000", null)]
    [InlineData("01000000", 1)]
    [InlineData("ffffff7f", int.MaxValue)]
    [InlineData("00000080", null)]
    [InlineData("0100000000", null)]
    public void Reads_a_number_or_says_that_it_is_none(string payload, int? number) =>
        Assert.Equal(number, TemplateFrames.TryReadNumber(Convert.FromHexString(payload)));

    [Theory]
    [InlineData("""{"threads":[],"other_threads":0}""", "")]
    [InlineData("""{"threads":["one","t\nwo"],"other_threads":0}""", "'one', 't\\x0Awo'")]
    [InlineData("""{"threads":["one"],"other_threads":3}""", "'one', 3 that Python's threading module does not know")]
    [InlineData("""{"threads":["one"]}""", null)]
    [InlineData("""{"threads":1,"other_threads":0}""", null)]
    [InlineData("""{"threads":[1],"other_threads":0}""", null)]
    [InlineData("{", null)]
    public void Says_which_threads_there_are(string json, string? words) =>
        Assert.Equal(words, TemplateFrames.TryReadThreads(Encoding.UTF8.GetBytes(json)));
}
