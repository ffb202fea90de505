using System.Globalization;
using ActorServer.Gateways;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ActorServer.AspNetCore;

/// <summary>
/// Reads the configuration section into the options. The framework's own binder would take "5" for five days and pass over a mistyped key; here a bare number for a
/// time is seconds, as in app.yaml, and everything that is wrong is told.
/// </summary>
/// <param name="section">The section.</param>
internal sealed class SectionOptions(IConfiguration section) : IConfigureOptions<ActorServerOptions>
{
    private const string WholeRule = "a whole number is allowed";
    private const string TimeRule = "a number of seconds is allowed, or a time with its unit, such as 500ms, 30s or 2m";

    private static readonly Dictionary<string, (string Rule, Func<ActorServerOptions, string, bool> Set)> Setters = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ActorServerOptions.Address)] = ("", (options, text) => Set(options.Address = text)),
        [nameof(ActorServerOptions.Port)] = (WholeRule, (options, text) => Set(options.Port = Whole(text))),
        [nameof(ActorServerOptions.Backlog)] = (WholeRule, (options, text) => Set(options.Backlog = Whole(text))),
        [nameof(ActorServerOptions.Concurrency)] = (WholeRule, (options, text) => Set(options.Concurrency = Whole(text))),
        [nameof(ActorServerOptions.QueueSize)] = (WholeRule, (options, text) => Set(options.QueueSize = Whole(text))),
        [nameof(ActorServerOptions.Timeout)] = (TimeRule, (options, text) => Set(options.Timeout = Time(text))),
        [nameof(ActorServerOptions.RequestTimeout)] = (TimeRule, (options, text) => Set(options.RequestTimeout = Time(text))),
        [nameof(ActorServerOptions.DrainTimeout)] = (TimeRule, (options, text) => Set(options.DrainTimeout = Time(text))),
        [nameof(ActorServerOptions.AccessLog)] = ("", (options, text) => Set(options.AccessLog = text)),
        [nameof(ActorServerOptions.AccessLogFormat)] = ("", (options, text) => Set(options.AccessLogFormat = text)),
        [nameof(ActorServerOptions.Hocon)] = ("", (options, text) => Set(options.Hocon = text)),
    };

    /// <inheritdoc/>
    public void Configure(ActorServerOptions options)
    {
        foreach (var child in section.GetChildren())
        {
            var key = $"{ActorServerOptions.Section}:{child.Key}";
            if (!Setters.TryGetValue(child.Key, out var setter))
                options.Problems.Add($"{key}: it is not a setting of the server. {Nearest.Hint(Nearest.To(child.Key, Setters.Keys), $"Known: {string.Join(", ", Setters.Keys)}.")}");
            else if (child.Value is not { } text)
                options.Problems.Add($"{key}: one value is allowed, and it is a section.");
            else if (!setter.Set(options, text))
                options.Problems.Add($"{key}: {SettingsError.Quote(text)} cannot be used; {setter.Rule}.");
        }
    }

    private static bool Set<T>(T? value) => value is not null;

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    // 00:00:05 is what a TimeSpan looks like in .NET's configuration files.
    private static TimeSpan? Time(string text) =>
        Units.TryDuration(text.Length > 0 && char.IsAsciiDigit(text[^1]) ? text + "s" : text, out var value)
        || (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value))
            ? value
            : null;
}
