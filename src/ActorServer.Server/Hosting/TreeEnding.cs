namespace ActorServer.Server.Hosting;

/// <summary>Why a tree of actors cannot go on.</summary>
internal enum TreeEnd
{
    /// <summary>The address cannot be had.</summary>
    CannotBind,

    /// <summary>Something that a setting names cannot be used.</summary>
    BadSetting,

    /// <summary>The application cannot be loaded.</summary>
    ApplicationNotLoaded,

    /// <summary>The application that was served has stopped itself.</summary>
    ApplicationStopped,

    /// <summary>The application that was served has failed.</summary>
    ApplicationFailed,

    /// <summary>A defect of the server.</summary>
    Fault,
}

/// <summary>The end of a tree that nobody asked for.</summary>
/// <param name="Kind">What kind of end it is.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Details">The application's traceback, or null.</param>
internal sealed record TreeEnding(TreeEnd Kind, string Reason, string? Details = null);
