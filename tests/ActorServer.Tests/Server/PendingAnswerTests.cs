using ActorServer.Gateways;
using ActorServer.Server.Settings;
using ActorServer.Server.Spool;

namespace ActorServer.Tests.Server;

/// <summary>What waits of an answer: in order, in memory up to its limit, in the file up to its own, and nothing is left of it.</summary>
public sealed class PendingAnswerTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("actorserver-test-").FullName;
    private readonly List<SpoolDirectory> _spools = [];

    public void Dispose()
    {
        _spools.ForEach(spool => spool.Dispose());
        Directory.Delete(_parent, recursive: true);
    }

    [Fact]
    public void Keeps_in_memory_what_fits_there()
    {
        SpoolDirectory spool = Spool();
        using var pending = new PendingAnswer(spool, inMemory: 10);
        pending.Add(Block(new byte[4]));
        pending.Add(Block(new byte[6]));
        pending.Spill();

        Assert.Equal((10, 0, 0, 0), (pending.InMemory, pending.InFile, pending.Excess, spool.Used));
    }

    [Fact]
    public void Moves_the_block_that_is_one_byte_too_much_to_the_file()
    {
        SpoolDirectory spool = Spool();
        using var pending = new PendingAnswer(spool, inMemory: 10);
        pending.Add(Block(new byte[4]));
        pending.Add(Block(new byte[7]));
        pending.Spill();

        Assert.Equal((4, 7, 0, 7), (pending.InMemory, pending.InFile, pending.Excess, spool.Used));
    }

    [Fact]
    public void Keeps_nothing_in_memory_when_told_so()
    {
        using var pending = new PendingAnswer(Spool(), inMemory: 0);
        pending.Add(Block(new byte[1]));
        pending.Spill();

        Assert.Equal((0, 1), (pending.InMemory, pending.InFile));
    }

    [Fact]
    public void Fills_the_file_to_its_last_byte_and_keeps_the_next_block_in_memory()
    {
        using var pending = new PendingAnswer(Spool(most: 100), inMemory: 0);
        pending.Add(Block(new byte[60]));
        pending.Add(Block(new byte[40]));
        pending.Add(Block(new byte[1]));
        pending.Spill();

        Assert.Equal((100, 1, 1), (pending.InFile, pending.InMemory, pending.Excess));
    }

    [Fact]
    public void Gives_back_its_part_of_the_quota_as_soon_as_the_file_is_read()
    {
        SpoolDirectory spool = Spool();
        using var pending = new PendingAnswer(spool, inMemory: 0);
        pending.Add(Block(new byte[100]));
        pending.Spill();
        Assert.Equal(100, spool.Used);

        Assert.True(pending.TryTake(out ExchangeProtocol.Block? block));

        Assert.Equal((100, 0, true), (block.Bytes.Length, spool.Used, pending.IsEmpty));
    }

    [Fact]
    public void Leaves_no_name_in_the_folder()
    {
        using var pending = new PendingAnswer(Spool(), inMemory: 0);
        pending.Add(Block(new byte[100]));
        pending.Spill();

        Assert.Equal("lock", Path.GetFileName(Assert.Single(Directory.GetFiles(Assert.Single(Directory.GetDirectories(_parent))))));
    }

    [Fact]
    public void Stays_in_memory_where_half_of_the_quota_is_taken()
    {
        SpoolDirectory spool = Spool(quota: 200);
        using var other = new PendingAnswer(spool, inMemory: 0);
        other.Add(Block(new byte[100]));
        other.Spill();
        using (var pending = new PendingAnswer(spool, inMemory: 0))
        {
            pending.Add(Block(new byte[1]));
            pending.Spill();
            Assert.Equal((1, 0), (pending.Excess, pending.InFile));
            Assert.Null(pending.Failure);

            // Room that comes later is used.
            other.Dispose();
            pending.Spill();
            Assert.Equal((0, 1), (pending.Excess, pending.InFile));
        }

        Assert.Equal(0, spool.Used);
    }

    [Fact]
    public void Stays_in_memory_where_the_disk_refuses()
    {
        string file = Path.Combine(_parent, "no-folder");
        File.WriteAllText(file, "");
        SpoolDirectory spool = Spool(parent: file);
        using var pending = new PendingAnswer(spool, inMemory: 0);
        pending.Add(Block(new byte[] { 1 }));
        pending.Add(Block(new byte[] { 2 }));
        pending.Spill();
        pending.Spill();

        Assert.Equal((2, 0, 0), (pending.Excess, pending.InFile, spool.Used));
        Assert.NotNull(pending.Failure);
        Assert.Equal([1, 2], Drain(pending));
    }

    [Theory]
    [InlineData(1, 0, 64)]
    [InlineData(2, 100, 1000)]
    [InlineData(3, 1000, 333)]
    [InlineData(4, 64, 4096)]
    [InlineData(5, 100, 0)]
    public void Gives_every_byte_in_order_whatever_comes_between(int seed, int inMemory, int most)
    {
        var random = new Random(seed);
        SpoolDirectory spool = Spool(quota: 2 * Math.Max(most - 50, 1), most: most);
        var pending = new PendingAnswer(spool, inMemory);
        var loans = new List<Loan>();
        var (sent, taken) = (new List<byte>(), new List<byte>());
        for (int step = 0; step < 5000; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    var block = new byte[random.Next(1, 100)];
                    Loan? lent = random.Next(2) == 0 ? null : new Loan();
                    loans.AddRange(lent is null ? [] : [lent]);
                    random.NextBytes(block);
                    sent.AddRange(block);
                    pending.Add(Block(block, lent));
                    break;
                case 2:
                    pending.Spill();
                    Assert.True(pending.InFile <= most, $"{pending.InFile} bytes in the file.");
                    break;
                default:
                    if (pending.TryTake(out ExchangeProtocol.Block? next))
                    {
                        Assert.False(next.Bytes.IsEmpty);
                        taken.AddRange(next.Bytes.Span);
                        next.Lease?.Dispose();
                    }

                    break;
            }

            Assert.Equal(sent.Count - taken.Count, pending.InMemory + pending.InFile);
        }

        taken.AddRange(Drain(pending));
        Assert.Equal(sent, taken);
        Assert.True(pending.IsEmpty);
        pending.Dispose();
        Assert.Equal((0, 0), (spool.Used, pending.Excess));
        Assert.All(loans, loan => Assert.Equal(1, loan.Returns));
    }

    [Fact]
    public void Returns_at_once_what_was_lent_and_takes_it_out_of_the_memory_first()
    {
        using var pending = new PendingAnswer(Spool(), inMemory: 10);
        var (first, second) = (new Loan(), new Loan());
        pending.Add(Block(new byte[5], first));
        pending.Add(Block(new byte[6], second));
        Assert.Equal((0, 11), (pending.Own, pending.InMemory));
        pending.Spill();

        Assert.Equal((1, 1, 11), (first.Returns, second.Returns, pending.InFile));
    }

    [Fact]
    public void Returns_what_was_lent_when_it_is_forgotten()
    {
        var loan = new Loan();
        var pending = new PendingAnswer(Spool(), inMemory: 10);
        pending.Add(Block(new byte[5], loan));
        pending.Dispose();

        Assert.Equal(1, loan.Returns);
    }

    private static ExchangeProtocol.Block Block(byte[] bytes, Loan? loan = null) => new(1, bytes, loan);

    private static List<byte> Drain(PendingAnswer pending)
    {
        var taken = new List<byte>();
        while (pending.TryTake(out ExchangeProtocol.Block? next))
        {
            taken.AddRange(next.Bytes.Span);
            next.Lease?.Dispose();
        }

        return taken;
    }

    private SpoolDirectory Spool(long quota = 1 << 20, long most = 1 << 16, string? parent = null)
    {
        _spools.Add(new SpoolDirectory(new SpoolSettings(parent ?? _parent, quota, most)));
        return _spools[^1];
    }

    private sealed class Loan : IDisposable
    {
        public int Returns { get; private set; }

        public void Dispose() => Returns++;
    }
}
