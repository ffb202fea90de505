using System.Net.Sockets;
using ActorServer.Server.Control;
using ActorServer.Server.Listener;
using ActorServer.Server.Privileges;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>Unix sockets that listen: the mode and owner of their files, and whose file goes with whom.</summary>
public sealed class BoundSocketTests : IDisposable
{
    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode Everybody = OwnerAndGroup | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-test-").FullName;

    private string FilePath => Path.Combine(_folder, "a.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(OwnerAndGroup)]
    [InlineData(Everybody)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    public void The_file_has_its_mode_whatever_the_mask(UnixFileMode mode)
    {
        using BoundSocket bound = BoundSocket.ListenUnix(FilePath, 10, mode);

        Assert.Equal(mode, File.GetUnixFileMode(FilePath));
        using Socket client = Connect(FilePath);
    }

    [SkippableFact]
    public void The_file_has_its_owner()
    {
        Skip.IfNot(LibcAccounts.EffectiveUser() == 0, "Only root gives files away.");
        FileOwner? owner = FileOwner.Find("12345:23456");
        using BoundSocket bound = BoundSocket.ListenUnix(FilePath, 10, OwnerAndGroup, owner);

        Assert.Equal(12345u, LibcControl.OwnerOf(FilePath)?.Owner);
        Assert.Equal(OwnerAndGroup, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Its_end_takes_its_own_file_and_never_that_of_a_successor()
    {
        BoundSocket first = BoundSocket.ListenUnix(FilePath, 10, OwnerAndGroup);
        File.Delete(FilePath);
        BoundSocket second = BoundSocket.ListenUnix(FilePath, 10, OwnerAndGroup);

        first.Dispose();
        using (Connect(FilePath))
        {
        }

        second.Dispose();
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void Neither_does_it_take_a_file_of_another_kind()
    {
        BoundSocket bound = BoundSocket.ListenUnix(FilePath, 10, OwnerAndGroup);
        File.Delete(FilePath);
        File.WriteAllText(FilePath, "precious");

        bound.Dispose();

        Assert.Equal("precious", File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_server_whose_backlog_is_full_is_not_taken_for_dead()
    {
        using BoundSocket busy = BoundSocket.ListenUnix(FilePath, 1, OwnerAndGroup);
        using Socket first = Connect(FilePath);
        using Socket second = Connect(FilePath);

        var taken = Assert.Throws<SocketException>(() => BoundSocket.ListenUnix(FilePath, 1, OwnerAndGroup));
        Assert.Equal(SocketError.AddressAlreadyInUse, taken.SocketErrorCode);
    }

    [Fact]
    public void An_abstract_name_has_no_file()
    {
        string name = $"@actorserver-test-{Guid.NewGuid():N}";
        var settings = new ListenerSettings("unix:" + name, 0, 10, 10);
        using BoundSocket bound = BoundSocket.Listen(settings)[0];

        Assert.Equal("unix:" + name, bound.Url);
        using Socket client = Connect('\0' + name[1..]);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => BoundSocket.Listen(settings)).SocketErrorCode);
    }

    [Theory]
    [InlineData("0", 0u, null)]
    [InlineData("0:12", 0u, 12u)]
    [InlineData("0:", 0u, 0u)]
    [InlineData(":12", null, 12u)]
    [InlineData("root", 0u, null)]
    public void An_owner_is_written_as_for_chown(string text, uint? user, uint? group) => Assert.Equal(new FileOwner(user, group), FileOwner.Find(text));

    [Theory]
    [InlineData(":")]
    [InlineData("no-such-user")]
    [InlineData("root:no-such-group")]
    [InlineData("4294967295")]
    public void What_is_none_is_refused(string text) => Assert.Null(FileOwner.Find(text));

    private static Socket Connect(string path)
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        return client;
    }
}
