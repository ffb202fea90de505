using Akka.Configuration;
using Akka.Dispatch;

namespace ActorServer.Server.Dispatch;

/// <summary>Makes <see cref="EventLoopExecutor"/>s: an <c>executor</c> of a dispatcher by its type's name (mirrors Akka.Dispatch.ExecutorServiceConfigurator).</summary>
/// <param name="config">The dispatcher's section; nothing of it is read.</param>
/// <param name="prerequisites">What dispatchers need of the system.</param>
public sealed class EventLoopExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    /// <inheritdoc/>
    public override ExecutorService Produce(string id) => new EventLoopExecutor(id);
}
