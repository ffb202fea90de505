using ActorServer.Server.AccessLog;
using ActorServer.Server.Privileges;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>The access log's file: appended to, and where the server is somebody else by then, nobody's link is followed to it.</summary>
public sealed class AccessLogTargetTests : IDisposable
{
    // Nobody in particular: giving changes nothing, and is refused to nobody.
    private static readonly FileOwner Owner = new(null, null);
    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-test-").FullName;

    private string Log => Path.Combine(_folder, "access.log");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Makes_a_file_and_appends_to_it_the_next_time(bool hasOwner)
    {
        Write("one ", hasOwner);
        Write("two", hasOwner);
        Assert.Equal("one two", File.ReadAllText(Log));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Follows_no_link_to_a_file_before_the_server_becomes_somebody_else(bool exists)
    {
        string other = Path.Combine(_folder, "other");
        if (exists)
        {
            File.WriteAllText(other, "kept");
        }

        File.CreateSymbolicLink(Log, other);
        Assert.Throws<UnauthorizedAccessException>(() => Write("lost", hasOwner: true));
        Assert.Equal(exists ? "kept" : "", File.Exists(other) ? File.ReadAllText(other) : "");
    }

    [Fact]
    public void Follows_a_link_to_a_device()
    {
        File.CreateSymbolicLink(Log, "/dev/null");
        Write("gone", hasOwner: true);
        Assert.Equal("/dev/null", new FileInfo(Log).LinkTarget);
    }

    [Fact]
    public void Follows_a_link_when_the_server_stays_who_it_is()
    {
        string other = Path.Combine(_folder, "other");
        File.CreateSymbolicLink(Log, other);
        Write("written", hasOwner: false);
        Assert.Equal("written", File.ReadAllText(other));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string text, bool hasOwner)
    {
        using Stream log = AccessLogTarget.Open(new AccessLogSettings(AccessLogFormat.Combined, Log, 4096), hasOwner ? Owner : null);
        log.Write(System.Text.Encoding.ASCII.GetBytes(text));
    }
}
