namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// Between a worker and its process actors, beside <see cref="WorkerProtocol.Run"/>, <see cref="ExchangeProtocol.Credit"/>, <see cref="ExchangeProtocol.InputEnded"/> and
/// <see cref="ExchangeProtocol.Abandon"/>, which the worker passes on as they came. A process actor that ends by a death throws <see cref="ProcessDiedException"/>.
/// </summary>
internal static class ProcessProtocol
{
    /// <summary>Process → worker: the application is imported, a request may come. Sent once.</summary>
    /// <param name="Generation">The process's generation.</param>
    /// <param name="Pid">Its process id.</param>
    /// <param name="Python">Its version: <c>3.11.2</c>.</param>
    /// <param name="Executable">Its interpreter.</param>
    public sealed record Ready(long Generation, int Pid, string Python, string Executable);

    /// <summary>Process → worker: the request is over, whatever became of it; the next one may come.</summary>
    /// <param name="Generation">The process's generation.</param>
    /// <param name="Exchange">The exchange.</param>
    public sealed record Over(long Generation, long Exchange);

    /// <summary>
    /// Process → worker: a request in it is over its time; it must be given nothing more, and be replaced at once. What else it runs goes on to its own end; then it is
    /// killed. Sent once, before anything that it had not received comes back.
    /// </summary>
    /// <param name="Generation">The process's generation.</param>
    public sealed record Stuck(long Generation);

    /// <summary>Process → worker: no further request may come. Sent as soon as the end of the channel is seen; the actor's own end follows with the reason.</summary>
    /// <param name="Generation">The process's generation.</param>
    /// <param name="Received">The exchanges of requests that the process had received. All others may run in another one, also those that cross this news.</param>
    public sealed record Lost(long Generation, IReadOnlyList<long> Received);

    /// <summary>Worker → process: take back what the process has not received yet; answered by <see cref="TakenBack"/> when there is something.</summary>
    public sealed record TakeBack
    {
        /// <summary>The one value.</summary>
        public static readonly TakeBack Instance = new();
    }

    /// <summary>Process → worker: the process will never run these; another one may.</summary>
    /// <param name="Generation">The process's generation.</param>
    /// <param name="Exchanges">The exchanges, the oldest first; not empty.</param>
    public sealed record TakenBack(long Generation, IReadOnlyList<long> Exchanges);

    /// <summary>Worker → process: finish what is under way, let the process leave, then stop yourself.</summary>
    public sealed record Leave
    {
        /// <summary>The one value.</summary>
        public static readonly Leave Instance = new();
    }
}
