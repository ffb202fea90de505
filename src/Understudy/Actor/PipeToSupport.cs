namespace Akka.Actor;

/// <summary>PipeTo: the outcome of a task as a message (Akka.Actor.PipeToSupport).</summary>
public static class PipeToSupport
{
    /// <summary>Sends the task's result, or its exception in a <see cref="Status.Failure"/>; both may be mapped.</summary>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => PipeTo(taskToPipe, recipient, false, sender, success, failure);

    /// <summary>Sends the task's result, or its exception in a <see cref="Status.Failure"/>; both may be mapped.</summary>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => PipeTo(taskToPipe.AsTask(), recipient, false, sender, success, failure);

    /// <summary>Sends the task's result, or its exception in a <see cref="Status.Failure"/>; both may be mapped.</summary>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => PipeTo(taskToPipe.AsTask(), recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Sends the task's result, or its exception in a <see cref="Status.Failure"/>; both may be mapped.</summary>
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        try
        {
            var result = await taskToPipe.ConfigureAwait(useConfigureAwait);
            recipient.Tell(success is null ? result! : success(result), sender); // Tell refuses a null result, which fails the pipe
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    /// <summary>Sends nothing, or what success is mapped to, or the task's exception in a <see cref="Status.Failure"/>, which may be mapped.</summary>
    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => PipeTo(taskToPipe, recipient, false, sender, success, failure);

    /// <summary>Sends nothing, or what success is mapped to, or the task's exception in a <see cref="Status.Failure"/>, which may be mapped.</summary>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => PipeTo(taskToPipe.AsTask(), recipient, false, sender, success, failure);

    /// <summary>Sends nothing, or what success is mapped to, or the task's exception in a <see cref="Status.Failure"/>, which may be mapped.</summary>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => PipeTo(taskToPipe.AsTask(), recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Sends nothing, or what success is mapped to, or the task's exception in a <see cref="Status.Failure"/>, which may be mapped.</summary>
    public static async Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        try
        {
            await taskToPipe.ConfigureAwait(useConfigureAwait);
            if (success is not null)
                recipient.Tell(success(), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }
}
