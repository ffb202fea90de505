namespace Akka.Actor;

/// <summary>Cancels something scheduled (Akka.Actor.ICancelable).</summary>
public interface ICancelable
{
    /// <summary>Whether it is cancelled.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>A token that is cancelled with it.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels it.</summary>
    void Cancel();

    /// <summary>Cancels it after the delay.</summary>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels it after the delay.</summary>
    void CancelAfter(int millisecondsDelay);

    /// <summary>Cancels it; says whether the first of its callbacks that throws ends the rest.</summary>
    void Cancel(bool throwOnFirstException);
}
