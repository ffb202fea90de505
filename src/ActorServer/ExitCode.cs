namespace ActorServer;

/// <summary>How the program ends. Each but <see cref="Clean"/> prints one final line with the reason.</summary>
internal enum ExitCode
{
    /// <summary>It did what it was asked and stopped when it was told to.</summary>
    Clean = 0,

    /// <summary>It could not do what it was asked: the server cannot bind an address; a command found no server, or its server could not do it.</summary>
    Unable = 1,

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    BadConfiguration = 2,

    /// <summary>Every worker failed to load the application at first boot.</summary>
    ApplicationFailed = 3,

    /// <summary>A defect of the server (EX_SOFTWARE of sysexits.h).</summary>
    InternalError = 70,
}
