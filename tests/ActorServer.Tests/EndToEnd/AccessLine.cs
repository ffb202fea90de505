using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd;

/// <summary>What a line of the access log says, times excepted.</summary>
internal sealed partial record AccessLine(string Request, int Status, long Bytes, string Id, string Worker, bool IsReset = false)
{
    /// <summary>Waits for the one line with this id.</summary>
    public static AccessLine WaitFor(ServerProcess server, string id)
    {
        server.WaitForOutput($" {id} ");
        return Parse(Assert.Single(server.Output, line => line.Contains($" {id} ", StringComparison.Ordinal)));
    }

    private static AccessLine Parse(string line)
    {
        var match = Combined().Match(line);
        Assert.True(match.Success, $"Not a line of the access log: {line}");
        return new AccessLine(
            match.Groups["request"].Value,
            int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture),
            long.Parse(match.Groups["bytes"].Value, CultureInfo.InvariantCulture),
            match.Groups["id"].Value,
            match.Groups["worker"].Value,
            match.Groups["reset"].Success);
    }

    [GeneratedRegex("""^127\.0\.0\.1 - - \[[^]]+\] "(?<request>[^"]*)" (?<status>\d+) (?<bytes>\d+) "[^"]*" "[^"]*" (?<id>\S+) \d+\.\d \d+\.\d (?<worker>\d+|-)(?<reset> reset)?$""")]
    private static partial Regex Combined();
}
