using System.Reflection;
using ActorServer.Tests.EndToEnd;

namespace ActorServer.Tests.Gateways.AspNetCore.Loading;

/// <summary>An assembly that cannot be served is named with what to do; nothing of it has run.</summary>
[Collection(Processes.Name)]
public sealed class ApplicationAssemblyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-tests-").FullName;

    [Fact]
    public async Task An_assembly_that_is_not_there()
    {
        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.Equal($"there is no Shop.dll (app-module) in {_folder} (app-loc). Build or publish the application, and name its output folder with app-loc.", failure.Reason);
        Assert.Null(failure.Traceback);
    }

    [Fact]
    public async Task A_mistyped_assembly_is_told_the_nearest_one()
    {
        EmptyAssembly.Write(_folder, "Shop");
        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shpo"));
        Assert.Equal($"there is no Shpo.dll (app-module) in {_folder} (app-loc). Did you mean Shop?", failure.Reason);
    }

    [Theory]
    [InlineData("", "It is the folder of a project: build it (dotnet build), and name the folder that the build reports with app-loc.")]
    [InlineData("bin/Debug/net10.0/Shop", "There is one in {0}/bin/Debug/net10.0: name that folder with app-loc.")]
    [InlineData("bin/Debug/net10.0/Stall", "There is Stall.dll in {0}/bin/Debug/net10.0: name that folder with app-loc, and Stall with app-module.")]
    [InlineData("Market", "The program in it is Market.")]
    [InlineData("Sop", "Did you mean Sop?")]
    public async Task The_folder_of_a_project_is_told_where_its_assembly_lies(string built, string hint)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Shop.csproj"), "");
        if (built.Length > 0)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, Path.GetDirectoryName(built)!)).FullName;
            EmptyAssembly.Write(folder, Path.GetFileName(built));
            await File.WriteAllTextAsync(Path.Combine(_folder, built + ".runtimeconfig.json"), "{}");
        }

        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.Equal($"there is no Shop.dll (app-module) in {_folder} (app-loc). {string.Format(null, hint, _folder)}", failure.Reason);
    }

    [Fact]
    public async Task A_program_in_one_file_cannot_be_loaded()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Shop"), "");
        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.Contains(". Shop is published as one file (PublishSingleFile, PublishAot), which cannot be loaded: ", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_of_several_builds_is_told()
    {
        foreach (var (configuration, age) in new[] { ("Debug", 1), ("Release", 0), ("Checked", 2) })
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, "bin", configuration, "net10.0")).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "Shop.runtimeconfig.json"), "{}");
            File.SetLastWriteTimeUtc(EmptyAssembly.Write(folder, "Shop"), DateTime.UnixEpoch.AddDays(10 - age));
        }

        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.Contains($"There is one in {_folder}/bin/Release/net10.0: ", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_an_assembly()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Shop.dll"), "no assembly");
        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.Equal($"{_folder}/Shop.dll is not a .NET assembly.", failure.Reason);
    }

    [Fact]
    public async Task A_description_of_dependencies_that_cannot_be_read()
    {
        EmptyAssembly.Write(_folder, "Shop");
        await File.WriteAllTextAsync(Path.Combine(_folder, "Shop.deps.json"), "{");
        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.StartsWith($"the dependencies of {_folder}/Shop.dll cannot be read: ", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_without_an_entry_point()
    {
        EmptyAssembly.Write(_folder, "Shop");
        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.StartsWith("Shop.dll is a library without an entry point. Name the member to call with app: My.Type.Member. There is none that could be called: ", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public async Task A_framework_that_is_newer_than_the_servers(int newer, bool isAllowed)
    {
        var ours = typeof(object).Assembly.GetName().Version!;
        var needed = new AssemblyName("System.Runtime") { Version = new System.Version(ours.Major + newer, 0, 0, 0) };
        EmptyAssembly.Write(_folder, "Shop", null, needed);
        var failure = await LoadingTest.FailureAsync(LoadingTest.Settings(_folder, "Shop"));
        Assert.Equal(isAllowed, !failure.Reason.StartsWith($"Shop.dll is made for a newer framework: it needs System.Runtime {ours.Major + newer}.0, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_process_is_its_own_again_when_the_application_is_unloaded()
    {
        var before = (Assembly.GetEntryAssembly(), AppContext.BaseDirectory, Environment.CurrentDirectory);
        using (var runtime = LoadingTest.Runtime(LoadingTest.Fixture("", "Loading.Member.Handle")))
        {
            await runtime.BootAsync();
            Assert.Equal("loading", Assembly.GetEntryAssembly()?.GetName().Name);
            Assert.Equal(BuiltApplication.FolderOf("loading") + "/", AppContext.BaseDirectory);
            Assert.Equal(BuiltApplication.FolderOf("loading"), Environment.CurrentDirectory);
        }

        Assert.Equal(before, (Assembly.GetEntryAssembly(), AppContext.BaseDirectory, Environment.CurrentDirectory));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
