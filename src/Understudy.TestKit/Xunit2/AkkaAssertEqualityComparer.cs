using System.Collections;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Equality as Assert.Equal sees it, element by element (Akka.TestKit.Xunit2.Internals.AkkaAssertEqualityComparer).</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public class AkkaAssertEqualityComparer<T> : IEqualityComparer<T>
{
    private readonly IEqualityComparer? _innerComparer;

    /// <summary>With a comparer that decides instead, if wanted; types are never compared for themselves.</summary>
    public AkkaAssertEqualityComparer(bool skipTypeCheck = false, IEqualityComparer? innerComparer = null) => _innerComparer = innerComparer;

    /// <inheritdoc/>
    public bool Equals(T? x, T? y)
    {
        if (_innerComparer is not null)
            return _innerComparer.Equals(x, y);
        try
        {
            // xunit keeps its comparer to itself; its answer can only be had as an assertion.
            Assert.Equal(x, y);
            return true;
        }
        catch (EqualException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public int GetHashCode(T obj) => obj?.GetHashCode() ?? 0;
}
