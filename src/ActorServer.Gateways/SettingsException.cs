namespace ActorServer.Gateways;

/// <summary>Settings that cannot be used, all of one layer at once.</summary>
/// <param name="errors">What is wrong; at least one.</param>
public sealed class SettingsException(IReadOnlyList<SettingsError> errors)
    : Exception(string.Join(Environment.NewLine, errors.Select(error => error.Sentence(error.Key))))
{
    /// <summary>What is wrong, in the order in which the keys are read.</summary>
    public IReadOnlyList<SettingsError> Errors { get; } = errors;
}
