namespace ActorServer.Server.Connections.Opening;

/// <summary>
/// What happens on a connection between its accept and its first request: a header of a proxy is read, TLS is agreed upon. One value for all connections
/// of a listener; called by connection actors on any thread, and never waits by blocking one.
/// </summary>
public interface IConnectionOpening
{
    /// <summary>How long it may take, by the server's clock; past it the connection is closed silently.</summary>
    TimeSpan Timeout { get; }

    /// <summary>Opens one connection. It may read from the pipe what is its own, and leaves the rest there unexamined.</summary>
    /// <param name="soFar">What the accept and the openings before have made of the connection; it stays the caller's.</param>
    /// <param name="cancellation">Cancelled when the time is over or the connection is given up; what was made by then is released by the opening itself.</param>
    /// <returns>
    /// What is known now; <paramref name="soFar"/> itself when nothing is new. With <see cref="OpenedConnection.Refusal"/> set the client gets that answer, and
    /// no further opening runs.
    /// </returns>
    /// <exception cref="InvalidDataException">The client broke the protocol; the sentence goes to the log, and the connection is closed silently.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Client and server did not agree.</exception>
    ValueTask<OpenedConnection> OpenAsync(OpenedConnection soFar, CancellationToken cancellation);
}
