namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>One state of the application's code: the template that has imported it, and the next one when that has died. May be used on any thread.</summary>
/// <param name="start">Starts a template.</param>
internal sealed class TemplateGeneration(Func<Task<TemplateProcess>> start)
{
    private readonly Lock _gate = new();
    private Task<TemplateProcess>? _template;
    private bool _isRetired;

    /// <summary>The template, after its import; the first call starts it, also one after its death.</summary>
    /// <exception cref="TemplateFailedException">The import failed: the next call tries again. Or the generation is retired.</exception>
    public async Task<TemplateProcess> GetAsync()
    {
        Task<TemplateProcess> starting;
        lock (_gate)
        {
            if (_isRetired)
                throw new TemplateFailedException("the code that it was to run has been given up");
            if (_template is null or { IsFaulted: true } or { IsCompletedSuccessfully: true, Result.IsOver: true })
                _template = start();
            starting = _template;
        }

        var template = await starting.ConfigureAwait(false);
        await template.Ready.ConfigureAwait(false);
        return template;
    }

    /// <summary>Nothing more is forked of it; its template leaves with its last fork.</summary>
    /// <returns>Completes when the template has ended, or at once when forks keep it.</returns>
    public async Task RetireAsync()
    {
        Task<TemplateProcess>? starting;
        lock (_gate)
        {
            _isRetired = true;
            starting = _template;
        }

        await (starting ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (starting is { IsCompletedSuccessfully: true })
            await starting.Result.Retire().ConfigureAwait(false);
    }
}
