using System.Globalization;
using System.Net;
using System.Text;

namespace ActorServer.Benchmarks;

/// <summary>Contests as an SVG picture: for each workload a bar per server, as long as its requests per second beside the best of them.</summary>
internal sealed class Picture
{
    private const int Left = 240;
    private const int Longest = 420;
    private const int Width = Left + Longest + 250;
    private const int Row = 20;

    private readonly StringBuilder _shapes = new();
    private int _y = 30;

    /// <summary>Adds one contest below the others.</summary>
    public void Add(Workload workload, IReadOnlyList<Standing> standings)
    {
        double best = standings.Max(one => one.RequestsPerSecond);
        Text(10, _y, "title", workload.Title);
        _y += Row;
        foreach (Standing one in standings)
        {
            double length = Longest * one.RequestsPerSecond / best;
            Text(Left - 8, _y, "name", one.Name);
            string kind = one == standings[0] ? "ours" : one.ServedAll ? "other" : "unfair";
            _shapes.AppendLine(CultureInfo.InvariantCulture, $"""  <rect class="{kind}" x="{Left}" y="{_y - 12}" width="{length:F1}" height="15" rx="2"/>""");
            string note = one.ServedAll ? "" : ", not every connection served";
            Text(Left + (int)length + 6, _y, "value", string.Create(CultureInfo.InvariantCulture, $"{one.RequestsPerSecond:F0}/s, p99 {one.P99:F1} ms{note}"));
            _y += Row;
        }

        _y += Row;
    }

    /// <summary>The picture.</summary>
    public override string ToString() => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{_y}}" width="{{Width}}" height="{{_y}}" font-family="system-ui, sans-serif" font-size="13">
          <style>
            rect { fill: #9aa4b2 } .ours { fill: #2f7ed8 } .unfair { fill: none; stroke: #9aa4b2 }
            text { fill: #57606a } .title { font-weight: 600 } .name { text-anchor: end }
            @media (prefers-color-scheme: dark) { text { fill: #b6bec9 } }
          </style>
        {{_shapes.ToString().TrimEnd()}}
        </svg>

        """;

    private void Text(int x, int y, string kind, string text) =>
        _shapes.AppendLine(CultureInfo.InvariantCulture, $"""  <text class="{kind}" x="{x}" y="{y}">{WebUtility.HtmlEncode(text)}</text>""");
}
