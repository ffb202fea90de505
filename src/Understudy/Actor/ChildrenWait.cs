namespace Akka.Actor;

/// <summary>What an actor goes on with when the children that it stopped have ended.</summary>
internal enum ChildrenWait
{
    /// <summary>Nothing: no child is stopping.</summary>
    None,

    /// <summary>Nothing: the user stopped them.</summary>
    UserRequest,

    /// <summary>Its restart.</summary>
    Recreation,

    /// <summary>Its creation, which failed the first time.</summary>
    Creation,

    /// <summary>Its own end.</summary>
    Termination,
}
