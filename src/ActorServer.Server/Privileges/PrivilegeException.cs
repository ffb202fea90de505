namespace ActorServer.Server.Privileges;

/// <summary>The server cannot become who it is to be.</summary>
/// <param name="message">One sentence: who, why, the key that decides.</param>
internal sealed class PrivilegeException(string message) : Exception(message);
