namespace Akka.Util;

/// <summary>Writes to the console, one caller at a time, in colours (Akka.Util.StandardOutWriter).</summary>
public static class StandardOutWriter
{
    private static readonly Lock Gate = new();

    /// <summary>Writes the text as it is.</summary>
    public static void Write(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null)
    {
        lock (Gate)
        {
            // Colours are a matter of terminals; a redirected stream would get nothing but the cost.
            var coloured = !Console.IsOutputRedirected && (foregroundColor ?? backgroundColor) is not null;
            if (coloured && foregroundColor is { } foreground)
                Console.ForegroundColor = foreground;
            if (coloured && backgroundColor is { } background)
                Console.BackgroundColor = background;
            try
            {
                Console.Write(message);
            }
            finally
            {
                if (coloured)
                    Console.ResetColor();
            }
        }
    }

    /// <summary>Writes the text and a line end.</summary>
    public static void WriteLine(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Write(message + Environment.NewLine, foregroundColor, backgroundColor);
}
