namespace Akka.Hosting;

/// <summary>How HOCON is added to what is there. Mirrors Akka.Hosting.HoconAddMode.</summary>
public enum HoconAddMode
{
    /// <summary>As the last fallback: what is there wins.</summary>
    Append,

    /// <summary>Before all that is there: what is added wins.</summary>
    Prepend,

    /// <summary>The same as <see cref="Prepend"/>, as in Akka.Hosting: what is there stays behind it.</summary>
    Replace,
}
