namespace ActorServer.Server.Gateway;

/// <content>
/// Fairness between workers that run several requests at once. Those that began together end together: one worker's end empties the queue into its channel, and what is left
/// there would wait for its next round, while another worker, which ends a moment later, runs what has only just come.
/// </content>
internal sealed partial class WorkerPlaces
{
    /// <summary>So much earlier something must have come than what is given away now, to be taken back for it.</summary>
    internal static readonly TimeSpan LongestOvertaking = TimeSpan.FromMilliseconds(2);

    /// <summary>The stamp of what was taken back already: it overtakes nothing and is not taken back again for this reason, so that nothing goes round in circles.</summary>
    internal const long TakenBack = long.MaxValue;

    // When the oldest one came that each worker has ahead, as far as is known: those that were given behind it wait no longer than it does.
    private readonly long[] _aheadCame = new long[workers + 1];

    /// <summary>The stamp of what comes now.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>What came at that time is given to the worker ahead of what it runs.</summary>
    public void NoteAhead(int worker, long came)
    {
        if (_taken[worker] == _widths[worker] + 1)
        {
            _aheadCame[worker] = came;
        }
    }

    /// <summary>Workers that have ahead what came long before this, each named once; not the one that is given it, where it stands behind them.</summary>
    /// <param name="came">When that came which is given away now.</param>
    /// <param name="taker">Who is given it.</param>
    public IEnumerable<Place> Overtaken(long came, int taker)
    {
        for (int worker = 1; worker <= workers && Ahead > 0 && came != TakenBack; worker++)
        {
            if (worker != taker && _widths[worker] > 1 && _taken[worker] > _widths[worker] && time.GetElapsedTime(_aheadCame[worker], came) > LongestOvertaking)
            {
                _aheadCame[worker] = TakenBack;
                yield return new Place(worker, _generations[worker]);
            }
        }
    }
}
