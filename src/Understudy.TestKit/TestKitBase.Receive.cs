using System.Collections;

namespace Akka.TestKit;

/// <content>Taking messages without expecting certain ones, and looking for one among many.</content>
public abstract partial class TestKitBase
{
    /// <summary>The next message, null when none comes in time.</summary>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        ReceiveOneAsync(true, max, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The next message, null when none comes in time.</summary>
    public ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        new(ReceiveOneAsync(false, max, cancellationToken));

    /// <summary>Takes the next message, if one comes in time.</summary>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Found(Take(true, RemainingOrDilated(max), cancellationToken).GetAwaiter().GetResult(), out envelope);

    /// <summary>Takes the next message, if one comes in time.</summary>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default) =>
        (Found(await Take(false, RemainingOrDilated(max), cancellationToken), out var envelope), envelope);

    /// <summary>The next message, which stays; null when none comes in time.</summary>
    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryPeekOne(out var envelope, max, cancellationToken) ? envelope.Message : null!; // the mirrored API says "nothing" by null

    /// <summary>The next message, which stays; null when none comes in time.</summary>
    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TryPeekOneAsync(max, cancellationToken)).envelope.Message;

    /// <summary>The next message, which stays; null when none comes in time.</summary>
    public object PeekOne(CancellationToken cancellationToken) => PeekOne(null, cancellationToken);

    /// <summary>The next message, which stays; null when none comes in time.</summary>
    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(null, cancellationToken);

    /// <summary>Looks at the next message, if one comes in time.</summary>
    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken) =>
        Found(Next(true, RemainingOrDilated(max), true, cancellationToken).GetAwaiter().GetResult(), out envelope);

    /// <summary>Looks at the next message, if one comes in time.</summary>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        (Found(await Next(false, RemainingOrDilated(max), true, cancellationToken), out var envelope), envelope);

    /// <summary>Exactly so many messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Receive(true, numberOfMessages, RemainingOrDefault, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Exactly so many messages.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Each<object>(Receive(false, numberOfMessages, RemainingOrDefault, cancellationToken));

    /// <summary>Exactly so many messages, all in the time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Receive(true, numberOfMessages, Dilated(max), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Exactly so many messages, all in the time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Each<object>(Receive(false, numberOfMessages, Dilated(max), cancellationToken));

    /// <summary>The first message for which the predicate holds; those before it are dropped.</summary>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string? hint = "", CancellationToken cancellationToken = default) =>
        Fish(true, isMessage, null, max, hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The first message for which the predicate holds; those before it are dropped.</summary>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string? hint = "", CancellationToken cancellationToken = default) =>
        new(Fish(false, isMessage, null, max, hint, cancellationToken));

    /// <summary>The first message of the type for which the predicate holds; those before it are dropped.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string? hint = "", CancellationToken cancellationToken = default) =>
        Fish(true, isMessage, null, max, hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The first message of the type for which the predicate holds; those before it are dropped.</summary>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string? hint = "", CancellationToken cancellationToken = default) =>
        new(Fish(false, isMessage, null, max, hint, cancellationToken));

    /// <summary>The first message of the type for which the predicate holds; those before it go to the list.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string? hint = "", CancellationToken cancellationToken = default) =>
        Fish(true, isMessage, allMessages, max, hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>The first message of the type for which the predicate holds; those before it go to the list.</summary>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string? hint = "", CancellationToken cancellationToken = default) =>
        new(Fish(false, isMessage, allMessages, max, hint, cancellationToken));

    /// <summary>Drops messages up to and with the first of the type.</summary>
    public Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Fish<T>(false, _ => true, null, max, null, cancellationToken);

    /// <summary>Takes messages until none has come for the time, and returns them.</summary>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var silence = RemainingOrDilated(max);
        var messages = new ArrayList();
        while (await Take(false, silence, cancellationToken) is { } envelope)
        {
            if (messages.Count >= maxMessages)
                throw Failed($"Expected silence after at most {maxMessages} messages, but received also {Description.Of(envelope)}.");
            messages.Add(envelope.Message);
        }

        return messages;
    }

    private async Task<object> ReceiveOneAsync(bool blocking, TimeSpan? max, CancellationToken cancellation) =>
        (await Take(blocking, RemainingOrDilated(max), cancellation))?.Message!; // the mirrored API says "nothing" by null

    private static bool Found(MessageEnvelope? next, out MessageEnvelope envelope)
    {
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    private async Task<IReadOnlyCollection<object>> Receive(bool blocking, int count, TimeSpan max, CancellationToken cancellation)
    {
        var deadline = Elapsed() + max;
        var messages = new List<object>();
        while (messages.Count < count)
        {
            var rest = deadline - Elapsed();
            var envelope = await Take(blocking, rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellation);
            if (envelope is null)
                throw Failed($"Expected {count} messages, but only {messages.Count} came within {Description.Of(max)}.{Description.OfSkipped(messages)}");
            messages.Add(envelope.Message);
        }

        return messages;
    }

    private async Task<T> Fish<T>(
        bool blocking, Predicate<T> isMessage, ArrayList? others, TimeSpan? max, string? hint, CancellationToken cancellation)
    {
        var total = RemainingOrDilated(max);
        var deadline = Elapsed() + total;
        var skipped = new List<object>();
        others?.Clear();
        while (true)
        {
            var rest = deadline - Elapsed();
            var envelope = await Take(blocking, rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancellation);
            if (envelope is null)
            {
                throw Failed(
                    $"Fished {Description.Of(total)} for a message of type {Description.OfType(typeof(T))}.{Description.Hint(hint)}{Description.OfSkipped(skipped)}");
            }

            if (envelope.Message is T message && isMessage(message))
                return message;
            skipped.Add(envelope.Message);
            others?.Add(envelope.Message);
        }
    }

    private static async IAsyncEnumerable<T> Each<T>(Task<IReadOnlyCollection<object>> messages)
    {
        foreach (var message in await messages)
            yield return (T)message;
    }
}
