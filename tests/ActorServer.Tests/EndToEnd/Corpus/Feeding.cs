namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>How bytes are given to a socket.</summary>
public enum Feeding
{
    /// <summary>All at once.</summary>
    Whole,

    /// <summary>All at once, with a request behind them in the same bytes.</summary>
    WithEvilBehind,

    /// <summary>Line by line, and then a request behind them.</summary>
    ByLines,

    /// <summary>One by one, and then a request behind them.</summary>
    ByBytes,
}
