using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// Features by their type. The types that a server or the framework sets on every request have a place each, found without hashing by a number that is
/// fixed per type; all others share a short list.
/// </summary>
/// <param name="provider">Provides the server's own features by implementing them.</param>
internal sealed class FeatureTable(ApplicationExchange provider)
{
    // What the exchange itself implements; each request begins with it in these places.
    private static readonly Type[] Own =
    [
        typeof(IHttpRequestFeature), typeof(IHttpResponseFeature), typeof(IHttpResponseBodyFeature), typeof(IRequestBodyPipeFeature),
        typeof(IHttpRequestIdentifierFeature), typeof(IHttpRequestLifetimeFeature), typeof(IHttpConnectionFeature),
        typeof(IHttpRequestBodyDetectionFeature), typeof(IHttpMaxRequestBodySizeFeature), typeof(IHttpRequestTrailersFeature),
        typeof(IHttpResponseTrailersFeature), typeof(IHttpBodyControlFeature),
    ];

    // What the framework sets on most requests.
    private static readonly Type[] Usual =
    [
        typeof(IServiceProvidersFeature), typeof(IItemsFeature), typeof(IQueryFeature), typeof(IRequestCookiesFeature),
        typeof(IResponseCookiesFeature), typeof(IFormFeature), typeof(IRouteValuesFeature), typeof(Microsoft.AspNetCore.Http.Features.IEndpointFeature),
        typeof(ITlsConnectionFeature), typeof(IHttpAuthenticationFeature), typeof(ISessionFeature), typeof(IHttpActivityFeature), typeof(IHttpMetricsTagsFeature),
    ];

    private static readonly FrozenDictionary<Type, int> Places =
        Own.Concat(Usual).Select((type, place) => KeyValuePair.Create(type, place)).ToFrozenDictionary();

    private readonly object?[] _placed = new object?[Own.Length + Usual.Length];
    private List<KeyValuePair<Type, object>>? _others;
    private bool _isOwnChanged = true;

    /// <summary>Grows with every change.</summary>
    public int Revision { get; private set; }

    /// <summary>Forgets the features of the request before.</summary>
    public void Begin()
    {
        Revision++;
        _others?.Clear();
        Array.Clear(_placed, Own.Length, Usual.Length);
        if (!_isOwnChanged)
            return;
        Array.Fill(_placed, provider, 0, Own.Length);
        _isOwnChanged = false;
    }

    public TFeature? Get<TFeature>() => PlaceOf<TFeature>.Number is >= 0 and var place ? (TFeature?)_placed[place] : (TFeature?)Other(typeof(TFeature));

    public object? Get(Type type) => Places.TryGetValue(type, out int place) ? _placed[place] : Other(type);

    public void Set(Type type, object? feature)
    {
        Revision++;
        if (Places.TryGetValue(type, out int place))
        {
            _placed[place] = feature;
            _isOwnChanged |= place < Own.Length;
            return;
        }

        _others ??= [];
        _others.RemoveAll(pair => pair.Key == type);
        if (feature is not null)
            _others.Add(KeyValuePair.Create(type, feature));
    }

    public IEnumerable<KeyValuePair<Type, object>> All()
    {
        foreach (var (type, place) in Places)
        {
            if (_placed[place] is { } feature)
                yield return KeyValuePair.Create(type, feature);
        }

        foreach (var pair in _others ?? [])
            yield return pair;
    }

    private object? Other(Type type)
    {
        if (_others is not null)
        {
            foreach (var (key, feature) in _others)
            {
                if (key == type)
                    return feature;
            }
        }

        return null;
    }

    private static class PlaceOf<TFeature>
    {
        public static readonly int Number = Places.GetValueOrDefault(typeof(TFeature), -1);
    }
}
