using ActorServer.Server.Metrics;

namespace ActorServer.Server.Admin;

/// <summary>What the paths of the admin listener answer.</summary>
/// <param name="status">Writes the status.</param>
/// <param name="metrics">Writes the metrics; null where somebody else exports them: then there is no <c>/metrics</c>.</param>
internal sealed class AdminPages(StatusJson status, IMetricsText? metrics)
{
    public const string Live = "/livez";
    public const string Ready = "/readyz";
    public const string Status = "/status";
    public const string Metrics = "/metrics";

    private const string Methods = "GET, HEAD";

    /// <summary>The paths that there are.</summary>
    public IReadOnlyList<string> Paths { get; } = metrics is null ? [Live, Ready, Status] : [Live, Ready, Status, Metrics];

    /// <summary>The answer for a path that is none, or null.</summary>
    /// <param name="path">The path as it came.</param>
    /// <param name="method">The method as it came.</param>
    public AdminAnswer? Refuse(string path, string method) =>
        !Paths.Contains(path) ? AdminAnswer.Text(404, $"There is no such page. Pages: {string.Join(' ', Paths)}")
        : method is not ("GET" or "HEAD") ? AdminAnswer.Text(405, $"Allowed: {Methods}") with { Allow = Methods }
        : null;

    /// <summary>The status as an answer. Reads files: not for an actor's turn.</summary>
    /// <param name="collected">What was collected.</param>
    public AdminAnswer Show(ServerStatus collected) => new(200, "application/json", status.Write(collected));

    /// <summary>The metrics as an answer.</summary>
    public async Task<AdminAnswer> ShowMetricsAsync()
    {
        if (metrics is null)
            throw new InvalidOperationException("No metrics are shown here.");
        var (type, text) = await metrics.WriteAsync();
        return new AdminAnswer(200, type, text);
    }
}
