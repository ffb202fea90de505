using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>Bodies that are larger than the memory they may take: the slower side sets the pace.</summary>
[Collection(Processes.Name)]
public sealed class ConstantMemoryTests(ConstantMemoryTests.Server server) : IClassFixture<ConstantMemoryTests.Server>
{
    private const int Megabytes = 200;
    private const long Length = Megabytes * 1024L * 1024;
    private const long MoreMemory = 60 * 1024 * 1024;

    /// <summary>Who keeps the other waiting.</summary>
    public enum Slow
    {
        /// <summary>Both do what they can.</summary>
        Nobody,

        /// <summary>The client pauses at the beginning.</summary>
        Client,

        /// <summary>The application pauses in each megabyte.</summary>
        Application,
    }

    [Theory]
    [InlineData(false, Slow.Nobody)]
    [InlineData(true, Slow.Nobody)]
    [InlineData(true, Slow.Client)]
    [InlineData(false, Slow.Application)]
    [InlineData(true, Slow.Application)]
    public async Task An_upload(bool isChunked, Slow slow)
    {
        using var body = new LargeUpload(Length, isChunked, slow == Slow.Client);

        using var answer = await server.Client.PostAsync($"/count?delay={Delay(slow)}", body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var counted = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((Length, body.Sha256), (counted.RootElement.GetProperty("bytes").GetInt64(), counted.RootElement.GetProperty("sha256").GetString()));
        AssertMemoryIsConstant();
    }

    [Theory]
    [InlineData(Slow.Nobody)]
    [InlineData(Slow.Client)]
    [InlineData(Slow.Application)]
    public async Task A_download(Slow slow)
    {
        using var answer = await server.Client.GetAsync($"/download?megabytes={Megabytes}&delay={Delay(slow)}", HttpCompletionOption.ResponseHeadersRead);
        using var body = await answer.Content.ReadAsStreamAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = ArrayPool<byte>.Shared.Rent(64 * 1024);
        long received = 0;
        int read;
        while ((read = await body.ReadAsync(block)) > 0)
        {
            hash.AppendData(block, 0, read);
            if (slow == Slow.Client)
            {
                await LargeUpload.PauseAsync(received);
            }

            received += read;
        }

        ArrayPool<byte>.Shared.Return(block);
        Assert.Equal(Length, received);
        Assert.Equal(server.Sha256, Convert.ToHexString(hash.GetHashAndReset()));
        AssertMemoryIsConstant();
    }

    private static int Delay(Slow slow) => slow == Slow.Application ? 10 : 0;

    private void AssertMemoryIsConstant()
    {
        long most = server.MostMemory();
        Assert.True(most < server.MemoryBefore + MoreMemory, $"The server has taken {most:N0} bytes; before the first large body it was {server.MemoryBefore:N0}.");
    }

    /// <summary>A server that takes bodies of any size, when it has served some small ones.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorserver-e2e-");
        private readonly ServerProcess _process;

        public Server()
        {
            string conf = Path.Combine(_folder.FullName, "large.conf");
            File.WriteAllText(conf, $"actor-server.connection.max-body = {Megabytes}MiB");
            _process = ServerProcess.StartDotnet("webapp", $"hocon: {conf}");
            Client = _process.Client();
        }

        internal HttpClient Client { get; }

        internal long MemoryBefore { get; private set; }

        internal string Sha256 { get; private set; } = "";

        public async Task InitializeAsync()
        {
            foreach (bool isChunked in new[] { false, true })
            {
                using var body = new LargeUpload(1024 * 1024, isChunked, isSlow: false);
                using var counted = await Client.PostAsync("/count", body);
                await Client.GetByteArrayAsync("/download?megabytes=1");
            }

            Sha256 = await Client.GetStringAsync($"/download/sha256?megabytes={Megabytes}");
            MemoryBefore = MostMemory();
        }

        public Task DisposeAsync()
        {
            Client.Dispose();
            _process.Dispose();
            _folder.Delete(recursive: true);
            return Task.CompletedTask;
        }

        /// <summary>The most physical memory that the process ever had, in bytes.</summary>
        internal long MostMemory()
        {
            string line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }
}
