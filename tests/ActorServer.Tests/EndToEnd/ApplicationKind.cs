namespace ActorServer.Tests.EndToEnd;

/// <summary>What the server runs. A fixture of each kind, <c>echo</c> and <c>webapp</c>, has the paths that the tests of both ask for.</summary>
public enum ApplicationKind
{
    /// <summary>A WSGI application in processes of its own.</summary>
    Python,

    /// <summary>An ASP.NET Core program in the server's process.</summary>
    AspNetCore,
}
