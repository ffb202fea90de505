using System.Globalization;
using ActorServer.Gateways.Wsgi.Native;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>The templates of all batches: the one that serves, and one that is being prepared beside it. May be used on any thread.</summary>
/// <param name="start">Starts a template.</param>
/// <param name="adopt">Takes a forked process with the server's ends of its channel and its outputs into the server's care.</param>
internal sealed class Templates(Func<Task<TemplateProcess>> start, Templates.Adopt adopt)
{
    /// <summary>A template that dies while it is asked costs a worker its start; two in a row are no accident.</summary>
    private const int Tries = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, TemplateGeneration> _generations = [];
    private readonly HashSet<long> _givenUp = [];
    private long _committed;

    public delegate Task<PythonProcess> Adopt(string name, IChildProcess process, WorkerChannel channel, SafePipeHandle output, SafePipeHandle error);

    /// <summary>Forks a process of a batch; it waits for its setup message.</summary>
    /// <returns>Null when forking is not safe: it has to be started.</returns>
    public async Task<PythonProcess?> ForkAsync(string name, long batch)
    {
        for (var tried = 1; ; tried++)
        {
            var template = await GenerationOf(batch).GetAsync().ConfigureAwait(false);
            if (!await template.Ready.ConfigureAwait(false))
                return null;
            try
            {
                return await ForkAsync(template, name).ConfigureAwait(false);
            }
            catch (TemplateGoneException) when (tried < Tries)
            {
                // The next one imports, then forks.
            }
        }
    }

    /// <summary>The batch serves; the templates of those before leave with their last forks. Only the first time counts.</summary>
    public void Commit(long batch)
    {
        lock (_gate)
            _committed = Math.Max(_committed, batch);
        Retire(number => number < batch);
    }

    /// <summary>A batch that was being prepared is given up. Only the first time counts.</summary>
    public void Rollback(long batch)
    {
        lock (_gate)
            _givenUp.Add(batch);
        Retire(number => number == batch);
    }

    /// <summary>The server ends: nothing more is forked.</summary>
    /// <returns>Completes when all templates have ended that no fork keeps.</returns>
    public Task RetireAsync() => Retire(_ => true);

    private TemplateGeneration GenerationOf(long batch)
    {
        lock (_gate)
        {
            if (_givenUp.Contains(batch))
                throw new TemplateFailedException(string.Create(CultureInfo.InvariantCulture, $"batch {batch} has been given up"));
            var number = Math.Max(batch, _committed);
            if (!_generations.TryGetValue(number, out var generation))
                _generations[number] = generation = new TemplateGeneration(start);
            return generation;
        }
    }

    private Task Retire(Predicate<long> isOver)
    {
        List<TemplateGeneration> over = [];
        lock (_gate)
        {
            foreach (var number in _generations.Keys.Where(number => isOver(number)).ToArray())
            {
                if (_generations.Remove(number, out var generation))
                    over.Add(generation);
            }
        }

        return Task.WhenAll(over.Select(generation => generation.RetireAsync()));
    }

    private async Task<PythonProcess> ForkAsync(TemplateProcess template, string name)
    {
        var channel = WorkerChannel.Create();
        PipePair? output = null, error = null;
        ForkedProcess? forked = null;
        try
        {
            output = PipePair.Create();
            error = PipePair.Create();
            forked = await template.ForkAsync(channel, output.Value.Writing, error.Value.Writing).ConfigureAwait(false);
            output.Value.Writing.Dispose();
            error.Value.Writing.Dispose();
            return await adopt(name, forked, channel, output.Value.Reading, error.Value.Reading).ConfigureAwait(false);
        }
        catch
        {
            forked?.Kill();
            forked?.Dispose();
            channel.Dispose();
            output?.Dispose();
            error?.Dispose();
            throw;
        }
    }
}
