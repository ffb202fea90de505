using System.Buffers;
using ActorServer.Gateways;
using ActorServer.Server.Settings;
using ActorServer.Server.Spool;

namespace ActorServer.Tests.Server;

/// <summary>The spool: private, bounded, and empty when its server is gone, however it went.</summary>
public sealed class SpoolTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("actorserver-test-").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Makes_a_folder_that_only_its_owner_may_enter()
    {
        using SpoolDirectory spool = Spool();
        using var body = new RequestBodyBuffer(spool, 0, 0);
        body.Write("abc"u8);

        string folder = Assert.Single(Directory.GetDirectories(_parent));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public void Has_so_many_files_open_at_one_time_and_no_more()
    {
        using SpoolDirectory spool = Spool();
        spool.MaxFiles = 2;
        using var first = new RequestBodyBuffer(spool, 0, 0);
        first.Write("abc"u8);
        using var second = new RequestBodyBuffer(spool, 0, 0);
        second.Write("abc"u8);

        using var third = new RequestBodyBuffer(spool, 0, 0);
        Assert.Throws<SpoolQuotaExceededException>(() => third.Write("abc"u8));
        Assert.Throws<SpoolQuotaExceededException>(spool.CreateNameless);

        // A complete body is a path and no descriptor any more.
        first.ToBody();
        spool.Close(spool.CreateNameless());
        using var fourth = new RequestBodyBuffer(spool, 0, 0);
        fourth.Write("abc"u8);
    }

    [Fact]
    public void Gives_its_room_back_when_a_file_cannot_be_made()
    {
        using SpoolDirectory spool = Spool();
        spool.MaxFiles = 0;
        for (int count = 0; count < 3; count++)
        {
            using var body = new RequestBodyBuffer(spool, 0, 0);
            Assert.Throws<SpoolQuotaExceededException>(() => body.Write("abc"u8));
        }

        Assert.Equal(0, spool.Used);
    }

    [Fact]
    public void Is_removed_with_its_server()
    {
        using (SpoolDirectory spool = Spool())
        {
            using var body = new RequestBodyBuffer(spool, 0, 0);
            body.Write("abc"u8);
            Assert.NotEmpty(Directory.GetDirectories(_parent));
        }

        Assert.Empty(Directory.GetDirectories(_parent));
    }

    [Fact]
    public void Keeps_every_byte_of_a_body_that_moves_to_its_file()
    {
        using SpoolDirectory spool = Spool();
        using var body = new RequestBodyBuffer(spool, inMemory: 100, expected: 0);
        byte[] bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        for (int offset = 0; offset < bytes.Length; offset += 33)
        {
            body.Write(bytes.AsSpan(offset, Math.Min(33, bytes.Length - offset)));
        }

        var spooled = Assert.IsType<RequestBody.Spooled>(body.ToBody());
        Assert.Equal(bytes.Length, spooled.Length);
        Assert.Equal(bytes, File.ReadAllBytes(spooled.Path));
    }

    [Fact]
    public void Refuses_one_byte_more_than_its_quota_and_gives_all_back()
    {
        using SpoolDirectory spool = Spool(quota: 10);
        using (var fits = new RequestBodyBuffer(spool, 0, 0))
        {
            fits.Write(new byte[10]);
            using var tooMuch = new RequestBodyBuffer(spool, 0, 0);
            Assert.Throws<SpoolQuotaExceededException>(() => tooMuch.Write(new byte[1]));
            Assert.Equal(10, spool.Used);
        }

        Assert.Equal(0, spool.Used);
    }

    [Fact]
    public void Makes_its_folder_anew_when_somebody_has_tidied_it_away()
    {
        using SpoolDirectory spool = Spool();
        using var first = new RequestBodyBuffer(spool, 0, 0);
        first.Write("abc"u8);
        Directory.Delete(Assert.Single(Directory.GetDirectories(_parent)), recursive: true);

        using var second = new RequestBodyBuffer(spool, 0, 0);
        second.Write("def"u8);

        Assert.Equal("def", File.ReadAllText(Assert.IsType<RequestBody.Spooled>(second.ToBody()).Path));
    }

    private SpoolDirectory Spool(long quota = 1 << 20) => new(new SpoolSettings(_parent, quota));
}
