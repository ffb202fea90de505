using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorServer.Tests.EndToEnd.Proxies;

/// <summary>nginx or HAProxy with a configuration of the test's, on two ports of its own: one for http, one for https.</summary>
internal sealed class FrontProxy : IDisposable
{
    /// <summary>The address from which clients come; no proxy has it.</summary>
    public const string Client = "127.0.0.77";

    private const string Subject = "CN=a test's proxy";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;
    private readonly int _port = LocalPort.Free();
    private readonly int _securePort = LocalPort.Free();

    private FrontProxy(string program, Func<FrontProxy, string> configure, params string[] arguments)
    {
        File.WriteAllText(_folder.Of("tls.pem"), Certificate());
        File.WriteAllText(_folder.Of("proxy.conf"), configure(this));
        var start = new ProcessStartInfo(program, [.. arguments, _folder.Of("proxy.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        ServerProcess.WaitUntil(() => LocalPort.IsListening(_securePort) || _process.HasExited, program);
        Assert.False(_process.HasExited, $"{program} ended:\n{string.Join('\n', _log)}");
    }

    /// <summary>Where the proxy listens for http: the upstream of another one.</summary>
    public int Port => _port;

    /// <summary>Starts nginx.</summary>
    /// <param name="upstream">As after <c>server</c> in an upstream block: 127.0.0.1:port or unix:path.</param>
    /// <param name="location">What stands in the server blocks, such as locations; <c>http://app</c> is the upstream.</param>
    /// <param name="listen">What follows the address in the listen lines.</param>
    public static FrontProxy Nginx(string upstream, string location, string listen = "")
    {
        Debian.Require("/usr/sbin/nginx");
        return new FrontProxy("/usr/sbin/nginx", proxy => $$"""
            daemon off;
            master_process off;
            pid {{proxy._folder.Of("nginx.pid")}};
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path {{proxy._folder.Of("body")}};
                proxy_temp_path {{proxy._folder.Of("proxy")}};
                fastcgi_temp_path {{proxy._folder.Of("fastcgi")}};
                uwsgi_temp_path {{proxy._folder.Of("uwsgi")}};
                scgi_temp_path {{proxy._folder.Of("scgi")}};
                upstream app { server {{upstream}}; keepalive 8; }
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                server {
                    listen 127.0.0.1:{{proxy._port}}{{listen}};
                    listen 127.0.0.1:{{proxy._securePort}} ssl{{listen}};
                    ssl_certificate {{proxy._folder.Of("tls.pem")}};
                    ssl_certificate_key {{proxy._folder.Of("tls.pem")}};
                    {{location}}
                }
            }
            """, "-c");
    }

    /// <summary>Starts HAProxy.</summary>
    /// <param name="mode">http or tcp.</param>
    /// <param name="server">The server's address and its options: 127.0.0.1:port or unix@path.</param>
    /// <param name="front">Further lines of the frontend.</param>
    /// <param name="back">Further lines of the backend.</param>
    public static FrontProxy HAProxy(string mode, string server, string front = "", string back = "")
    {
        Debian.Require("/usr/sbin/haproxy");
        return new FrontProxy("/usr/sbin/haproxy", proxy => $"""
            global
                maxconn 100
            defaults
                mode {mode}
                timeout connect 20s
                timeout client 60s
                timeout server 60s
            frontend front
                bind 127.0.0.1:{proxy._port}
                bind 127.0.0.1:{proxy._securePort} ssl crt {proxy._folder.Of("tls.pem")}
                default_backend back
                {front}
            backend back
                server app {server}
                {back}

            """, "-db", "-f");
    }

    /// <summary>A client from <see cref="Client"/>.</summary>
    /// <param name="isSecure">True for https.</param>
    public HttpClient ClientOf(bool isSecure) => ClientOf(isSecure ? $"https://127.0.0.1:{_securePort}" : $"http://127.0.0.1:{_port}");

    /// <summary>A client from <see cref="Client"/> that speaks TLS with whoever is behind the proxy.</summary>
    public HttpClient ClientThrough() => ClientOf($"https://127.0.0.1:{_port}");

    private static HttpClient ClientOf(string url) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = ConnectAsync,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == Subject },
    })
    {
        BaseAddress = new Uri(url),
    };

    /// <summary>A certificate that the clients of a proxy accept, with its key.</summary>
    public static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(Client), 0));
        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
