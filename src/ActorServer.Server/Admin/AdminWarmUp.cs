using System.Net.Sockets;
using System.Text;

namespace ActorServer.Server.Admin;

/// <summary>
/// Asks the admin pages once when the server starts. Who asks first otherwise asks when something is wrong and the processors are busy, and waits for the compilation of all that answers him.
/// </summary>
internal static class AdminWarmUp
{
    private static readonly byte[] Requests = Encoding.ASCII.GetBytes(string.Concat(
        new[] { "/livez", "/readyz", "/status", "/metrics" }.Select(page => $"GET {page} HTTP/1.1\r\nHost: admin\r\n\r\n")) + "GET /readyz HTTP/1.0\r\n\r\n");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks and reads the answers.</summary>
    /// <param name="url">The admin listener's, as it has been bound.</param>
    /// <returns>False when they did not come: whoever asks later is told the same, or waits a moment longer.</returns>
    public static async Task<bool> RunAsync(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp)
        {
            // A Unix socket: its pages are few and its users local.
            return false;
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.DnsSafeHost, address.Port, patience.Token);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Requests, patience.Token);
            await stream.CopyToAsync(Stream.Null, patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
