using System.Net;
using System.Security.Cryptography;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A request's body that is made while it is sent; whoever sends it may be slow at its beginning.</summary>
internal sealed class LargeUpload(long length, bool isChunked, bool isSlow) : HttpContent
{
    private const int Block = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Of what was sent.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Lets whoever is not throttled run far ahead.</summary>
    public static Task PauseAsync(long position) => position < 16 * Block ? Task.Delay(100) : Task.CompletedTask;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        byte[] block = new byte[Block];
        for (long sent = 0; sent < length; sent += Block)
        {
            BitConverter.TryWriteBytes(block, sent);
            _hash.AppendData(block);
            await stream.WriteAsync(block);
            if (isSlow)
            {
                await stream.FlushAsync();
                await PauseAsync(sent);
            }
        }

        Sha256 = Convert.ToHexString(_hash.GetHashAndReset());
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return !isChunked;
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
