using Akka.Util;

namespace Akka.TestKit;

/// <summary>What can be told to a test actor (Akka.TestKit.TestActor).</summary>
public static class TestActor
{
    /// <summary>Whether the test actor drops the message.</summary>
    public delegate bool Ignore(object message);

    /// <summary>Ends the automatic answers.</summary>
    public static AutoPilot NoAutoPilot => Akka.TestKit.NoAutoPilot.Instance;

    /// <summary>Goes on with the pilot that there is.</summary>
    public static AutoPilot KeepRunning => Akka.TestKit.KeepRunning.Instance;

    /// <summary>Stands for "no message came".</summary>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Drops messages from now on; null drops none.</summary>
    public class SetIgnore : INoSerializationVerificationNeeded
    {
        /// <summary>By the predicate.</summary>
        public SetIgnore(Ignore? ignore) => Ignore = ignore!; // null says that nothing is ignored

        /// <summary>The predicate, or null.</summary>
        public Ignore Ignore { get; }
    }

    /// <summary>Sets the pilot that answers in the test actor's place.</summary>
    public class SetAutoPilot : INoSerializationVerificationNeeded
    {
        /// <summary>To the pilot.</summary>
        public SetAutoPilot(AutoPilot autoPilot) => AutoPilot = autoPilot;

        /// <summary>The pilot.</summary>
        public AutoPilot AutoPilot { get; }
    }

    /// <summary>Watches an actor; answered when it is done.</summary>
    public class Watch : INoSerializationVerificationNeeded
    {
        /// <summary>The actor to watch.</summary>
        public Watch(IActorRef actorToWatch) => Actor = actorToWatch;

        /// <summary>The actor to watch.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Ends the watch over an actor; answered when it is done.</summary>
    public class Unwatch : INoSerializationVerificationNeeded
    {
        /// <summary>The actor to forget.</summary>
        public Unwatch(IActorRef actorToUnwatch) => Actor = actorToUnwatch;

        /// <summary>The actor to forget.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Starts a child of the test actor, whose reference the test then receives.</summary>
    public class Spawn : INoSerializationVerificationNeeded
    {
        /// <summary>What the child is made of.</summary>
        public readonly Props _props;

        /// <summary>The child's name, if it is to have one.</summary>
        public readonly Option<string> _name;

        /// <summary>How the child is supervised, if not as usual.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy;

        /// <summary>Of props, name and strategy.</summary>
        public Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy)
        {
            _props = props;
            _name = name;
            _supervisorStrategy = supervisorStrategy;
        }

        /// <summary>Starts the actor in the context.</summary>
        public IActorRef Apply(IActorRefFactory context) => _name.HasValue ? context.ActorOf(_props, _name.Value) : context.ActorOf(_props);
    }

    /// <summary>A watch has begun or ended.</summary>
    internal sealed record WatchChanged;
}
