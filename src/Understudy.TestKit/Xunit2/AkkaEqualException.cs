using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values that must be equal are not (Akka.TestKit.Xunit2.Internals.AkkaEqualException).</summary>
public class AkkaEqualException : XunitException
{
    private readonly string _message;

    /// <summary>With its text.</summary>
    public AkkaEqualException(string format = "", params object[] args)
        : this(XunitAssertions.Text(format, args))
    {
    }

    private AkkaEqualException(string message)
        : base(message) => _message = message;

    /// <inheritdoc/>
    public override string Message => _message;

    /// <summary>With both values, and what else is to be said.</summary>
    public static AkkaEqualException ForMismatchedValues(object? expected, object? actual, string? format = null, params object[] args)
    {
        var text = string.IsNullOrEmpty(format) ? "The values differ." : XunitAssertions.Text(format, args);
        return new AkkaEqualException($"{text}{Environment.NewLine}Expected: {Description.OfValue(expected)}{Environment.NewLine}Actual:   {Description.OfValue(actual)}");
    }
}
