using System.Globalization;
using Akka.Util.Internal;

namespace Akka.TestKit.Internal;

/// <summary>Names of probes: many may ask for the same one, so each gets a number behind it.</summary>
internal static class ProbeNames
{
    private static readonly AtomicCounter Number = new(0);

    public static string Next(string? name) =>
        string.Create(CultureInfo.InvariantCulture, $"{(string.IsNullOrEmpty(name) ? "probe" : name)}-{Number.IncrementAndGet()}");
}
