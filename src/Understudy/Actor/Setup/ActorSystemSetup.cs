using System.Collections.Immutable;

namespace Akka.Actor.Setup;

/// <summary>What a system is set up with in code, one of a class (Akka.Actor.Setup.ActorSystemSetup).</summary>
public sealed class ActorSystemSetup
{
    /// <summary>Nothing.</summary>
    public static readonly ActorSystemSetup Empty = new(ImmutableDictionary<Type, Setup>.Empty);

    private readonly ImmutableDictionary<Type, Setup> _setups;

    private ActorSystemSetup(ImmutableDictionary<Type, Setup> setups) => _setups = setups;

    /// <summary>Of its parts; the last one of a class counts.</summary>
    public static ActorSystemSetup Create(params Setup[] setup) =>
        new(setup.Aggregate(ImmutableDictionary<Type, Setup>.Empty, (all, one) => all.SetItem(one.GetType(), one)));

    /// <summary>The part of that class, if there is one.</summary>
    public Option<T> Get<T>()
        where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? (T)setup : Option<T>.None;

    /// <summary>The same with the part, instead of the one of its class.</summary>
    public ActorSystemSetup WithSetup<T>(T setup)
        where T : Setup => new(_setups.SetItem(typeof(T), setup));

    /// <summary>The same with the part, instead of the one of its class.</summary>
    public ActorSystemSetup And<T>(T setup)
        where T : Setup => WithSetup(setup);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSystemSetup({string.Join(",", _setups.Keys.Select(k => k.Name))})";
}
