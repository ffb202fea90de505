using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>The feature collection. There is no IHttpUpgradeFeature: an application that asks for an upgrade is told by the framework that there is none.</summary>
internal abstract partial class ApplicationExchange : IFeatureCollection
{
    private readonly FeatureTable _features;

    bool IFeatureCollection.IsReadOnly => false;

    int IFeatureCollection.Revision => _features.Revision;

    object? IFeatureCollection.this[Type key]
    {
        get => _features.Get(key);
        set => _features.Set(key, value);
    }

    TFeature? IFeatureCollection.Get<TFeature>() where TFeature : default => _features.Get<TFeature>();

    void IFeatureCollection.Set<TFeature>(TFeature? instance) where TFeature : default => _features.Set(typeof(TFeature), instance);

    IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator() => _features.All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _features.All().GetEnumerator();
}
