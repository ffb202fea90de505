using System.Diagnostics;
using ActorServer.Server.Spool;

namespace ActorServer.Tests.Server;

/// <summary>What a server finds at its start of those before it, and what it must not touch.</summary>
public sealed class SpoolFolderTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string CrashedName = "actorserver-spool-12-0123456789abcdef0123456789abcdef";

    private readonly string _parent = Directory.CreateTempSubdirectory("actorserver-test-").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Removes_what_a_crashed_server_has_left()
    {
        Leave(CrashedName);
        SpoolFolder.RemoveAbandoned(_parent);

        Assert.Empty(Directory.GetFileSystemEntries(_parent));
    }

    [Fact]
    public void Leaves_the_folder_of_a_living_server()
    {
        using SpoolFolder living = SpoolFolder.Make(_parent);
        SpoolFolder.RemoveAbandoned(_parent);

        Assert.Equal([living.Path], Directory.GetDirectories(_parent));
    }

    [Fact]
    public void Knows_another_process_by_its_lock()
    {
        string folder = Leave(CrashedName);
        using Process holder = Process.Start(new ProcessStartInfo("flock", ["-o", Path.Combine(folder, "lock"), "sh", "-c", "echo locked; read line"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!; // A program that does not start throws.
        Assert.Equal("locked", holder.StandardOutput.ReadLine());
        SpoolFolder.RemoveAbandoned(_parent);
        Assert.True(Directory.Exists(folder));

        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        SpoolFolder.RemoveAbandoned(_parent);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("actorserver-spool-12-0123456789abcdef0123456789abcde")]
    [InlineData("actorserver-spool-12-0123456789abcdef0123456789abcdef0")]
    [InlineData("actorserver-spool-12-0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("actorserver-spool--0123456789abcdef0123456789abcdef")]
    [InlineData("actorserver-spool-12-0123456789abcdef0123456789abcdef.old")]
    [InlineData("my-actorserver-spool-12-0123456789abcdef0123456789abcdef")]
    public void Leaves_what_has_another_name(string name)
    {
        string folder = Leave(name);
        SpoolFolder.RemoveAbandoned(_parent);

        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void Leaves_a_folder_that_others_may_enter()
    {
        string folder = Leave(CrashedName);
        File.SetUnixFileMode(folder, Private | UnixFileMode.GroupExecute);
        SpoolFolder.RemoveAbandoned(_parent);

        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void Follows_no_link()
    {
        string target = Leave("target");
        Directory.CreateSymbolicLink(Path.Combine(_parent, CrashedName), target);
        SpoolFolder.RemoveAbandoned(_parent);

        Assert.True(File.Exists(Path.Combine(target, "body-1")));
    }

    [Fact]
    public void Leaves_a_folder_that_has_no_lock()
    {
        string folder = Leave(CrashedName);
        File.Delete(Path.Combine(folder, "lock"));
        SpoolFolder.RemoveAbandoned(_parent);

        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void Removes_a_folder_that_has_inherited_the_group_of_its_parent()
    {
        string folder = Leave(CrashedName);
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.SetGroup);
        SpoolFolder.RemoveAbandoned(_parent);

        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Removes_an_unfinished_folder_when_its_maker_had_time_enough(bool hasLock)
    {
        string folder = Leave(CrashedName + ".new");
        if (!hasLock)
        {
            File.Delete(Path.Combine(folder, "lock"));
        }

        SpoolFolder.RemoveAbandoned(_parent);
        Assert.True(Directory.Exists(folder));

        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow - TimeSpan.FromHours(1));
        SpoolFolder.RemoveAbandoned(_parent);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Many_that_start_at_once_leave_each_other_alone()
    {
        for (int round = 0; round < 100; round++)
        {
            Leave(CrashedName);
            SpoolFolder[] folders = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                SpoolFolder.RemoveAbandoned(_parent);
                SpoolFolder folder = SpoolFolder.Make(_parent);
                SpoolFolder.RemoveAbandoned(_parent);
                return folder;
            })));

            Assert.Equal(folders.Select(folder => folder.Path).Order(), Directory.GetDirectories(_parent).Order());
            Array.ForEach(folders, folder => folder.Dispose());
            Assert.Empty(Directory.GetDirectories(_parent));
        }
    }

    [Fact]
    public void Is_content_where_nothing_can_be_looked_at() => SpoolFolder.RemoveAbandoned(Path.Combine(_parent, "none"));


    private string Leave(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_parent, name), Private).FullName;
        File.WriteAllText(Path.Combine(folder, "lock"), "");
        File.WriteAllText(Path.Combine(folder, "body-1"), "left");
        return folder;
    }
}
