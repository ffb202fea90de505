namespace Akka.Actor;

/// <summary>An answer that says how it went (Akka.Actor.Status).</summary>
public abstract class Status
{
    /// <summary>It went well.</summary>
    public sealed class Success : Status
    {
        /// <summary>Without anything to add.</summary>
        public static readonly Success Instance = new(null);

        /// <summary>What there is to say.</summary>
        public readonly object Status;

        /// <summary>With what there is to say, or null.</summary>
        public Success(object? status) => Status = status!; // null is allowed by the mirrored API

        /// <inheritdoc/>
        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>It went wrong; an Ask throws the cause.</summary>
    public sealed class Failure : Status
    {
        /// <summary>Why.</summary>
        public readonly Exception Cause;

        /// <summary>What was at hand.</summary>
        public readonly object State;

        /// <summary>With the cause.</summary>
        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        /// <summary>With the cause and what was at hand, or null.</summary>
        public Failure(Exception cause, object? state)
        {
            Cause = cause;
            State = state!; // null is allowed by the mirrored API
        }

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause}";
    }
}
