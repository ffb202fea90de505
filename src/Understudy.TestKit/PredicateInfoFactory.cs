namespace Akka.TestKit;

/// <summary>Makes predicates for ExpectMsgAllOfMatchingPredicates (Akka.TestKit.PredicateInfoFactory).</summary>
public static class PredicateInfoFactory
{
    /// <summary>Of a predicate.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(Predicate<T> predicateT) => PredicateInfo.Create(predicateT);
}
