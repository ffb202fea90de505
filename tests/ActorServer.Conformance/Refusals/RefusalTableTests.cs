using System.Text.RegularExpressions;
using ActorServer.Http;

namespace ActorServer.Conformance.Refusals;

public class RefusalTableTests
{
    public static TheoryData<Refusal> Reasons => [.. Enum.GetValues<Refusal>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Has_a_complete_entry_for_every_reason(Refusal reason)
    {
        RefusalEntry entry = RefusalTable.Of(reason);
        Assert.InRange(entry.Status, 400, 505);
        Assert.NotEmpty(entry.ReasonPhrase);
        Assert.Matches("^[A-Z].*[^.]\\.$", entry.Sentence);
        Assert.Matches("^(|RFC \\d{4} §[0-9.]+)$", entry.Clause);
        if (entry.Status != 499)
            Assert.NotEmpty(entry.Clause);
        Assert.Same(entry, RefusalTable.Of(reason));
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Names_only_keys_that_are_documented(Refusal reason)
    {
        if (RefusalTable.Of(reason).Key is not { } key)
            return;

        string[] names = key.Split('.');
        Assert.Equal("actor-server", names[0]);
        string text = File.ReadAllText(ReferenceConf());
        Match section = Regex.Match(text, $@"^  {Regex.Escape(names[1])} \{{$(?<body>.*?)^  \}}$", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"reference.conf has no section {names[1]}.");
        Assert.Matches(new Regex($@"^    {Regex.Escape(names[2])} = ", RegexOptions.Multiline), section.Groups["body"].Value);
    }

    [Theory]
    [InlineData(Refusal.BareLineFeed, 400, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.RequestLineTooLong, 414, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.HeaderBlockTooLarge, 431, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.TooManyFields, 431, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.BodyTooLarge, 413, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.HeadTooSlow, 408, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.BodyTooSlow, 408, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.UnknownExpectation, 417, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.UnknownTransferCoding, 501, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.UnsupportedVersion, 505, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.TraceNotAllowed, 405, false, RefusalSeverity.Debug)]
    [InlineData(Refusal.ConnectNotSupported, 501, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.ChunkOverheadTooLarge, 400, true, RefusalSeverity.Debug)]
    [InlineData(Refusal.QueueFull, 503, false, RefusalSeverity.Warning)]
    [InlineData(Refusal.WaitedTooLong, 503, false, RefusalSeverity.Warning)]
    [InlineData(Refusal.NoWorker, 503, false, RefusalSeverity.Warning)]
    [InlineData(Refusal.Draining, 503, false, RefusalSeverity.Warning)]
    [InlineData(Refusal.WorkerDied, 502, false, RefusalSeverity.Error)]
    [InlineData(Refusal.ApplicationTimedOut, 504, true, RefusalSeverity.Error)]
    [InlineData(Refusal.ApplicationRaised, 500, false, RefusalSeverity.Error)]
    [InlineData(Refusal.InvalidResponseHead, 500, false, RefusalSeverity.Error)]
    [InlineData(Refusal.SpoolQuotaExceeded, 503, true, RefusalSeverity.Warning)]
    [InlineData(Refusal.SpoolFailed, 500, true, RefusalSeverity.Error)]
    [InlineData(Refusal.ClientLeft, 499, true, RefusalSeverity.Debug)]
    public void Answers_each_kind_as_documented(Refusal reason, int status, bool closes, RefusalSeverity severity)
    {
        RefusalEntry entry = RefusalTable.Of(reason);
        Assert.Equal(status, entry.Status);
        Assert.Equal(closes, entry.Closes);
        Assert.Equal(severity, entry.Severity);
    }

    private static string ReferenceConf()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "hocon", "reference.conf")))
            folder = Path.GetDirectoryName(folder);
        Assert.NotNull(folder);
        return Path.Combine(folder, "hocon", "reference.conf");
    }
}
