namespace ActorServer.Benchmarks;

/// <summary>What is asked of the servers, the same of each.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Module">The Python module of the application, in the folder apps; empty for .NET.</param>
/// <param name="Path">What is requested.</param>
/// <param name="Threads">Threads of a worker, for servers that have them; 1 leaves each server its usual number.</param>
/// <param name="BodySize">Bytes of the body that is sent; 0 is a GET without one.</param>
internal sealed record Workload(string Name, string Title, string Module, string Path, int Threads = 1, int BodySize = 0)
{
    public const int Connections = 64;

    /// <summary>Two workers each, in the order of the table.</summary>
    public static readonly IReadOnlyList<Workload> Wsgi =
    [
        new("hello", "hello, world", "hello", "/"),
        new("flask", "Flask, JSON", "flask_json", "/items/7"),
        new("django", "Django, page with a query", "django_page", "/"),
        new("sleep", "waits 10 ms, 2 × 16 threads", "sleep", "/", Threads: 16),
        new("echo", "64 kB echo", "echo", "/", BodySize: 64 * 1024),
        new("download", "1 MB download", "download", "/"),
    ];

    public static readonly Workload AspNetCore = new("aspnetcore", "ASP.NET Core, plaintext", "", "/plaintext");

    /// <summary>A script for wrk, or null where its defaults do.</summary>
    public string? Script => BodySize == 0 ? null : $"""
        wrk.method = "POST"
        wrk.body = string.rep("x", {BodySize})
        wrk.headers["Content-Type"] = "application/octet-stream"

        """;
}
