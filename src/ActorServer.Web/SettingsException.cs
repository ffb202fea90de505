namespace ActorServer.Web;

/// <summary>The settings do not describe an application; the message says what to change.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The value, the rule and the variable or class that decides.</param>
    /// <param name="innerException">What it is known from, or null.</param>
    public SettingsException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
