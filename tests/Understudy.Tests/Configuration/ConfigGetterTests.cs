using Akka.Configuration;

namespace Understudy.Tests.Configuration;

public class ConfigGetterTests
{
    private static readonly Config Values = ConfigurationFactory.ParseString("""
        text = hello
        number = 42
        negative = -7
        big = 9000000000
        real = 2.5
        yes = on
        no = off
        right = true
        wrong = false
        nothing = null
        section { inner { key = value } }
        words = [a, "b c", d]
        numbers = [1, 2, 3]
        reals = [1.5, 2.5]
        switches = [on, off]
        empty = []
        """);

    [Fact]
    public void Reads_text_numbers_and_switches()
    {
        Assert.Equal("hello", Values.GetString("text"));
        Assert.Equal(42, Values.GetInt("number"));
        Assert.Equal(-7, Values.GetInt("negative"));
        Assert.Equal(9_000_000_000, Values.GetLong("big"));
        Assert.Equal(2.5, Values.GetDouble("real"));
        Assert.Equal(2.5f, Values.GetFloat("real"));
        Assert.Equal(2.5m, Values.GetDecimal("real"));
        Assert.True(Values.GetBoolean("yes"));
        Assert.True(Values.GetBoolean("right"));
        Assert.False(Values.GetBoolean("no", true));
        Assert.False(Values.GetBoolean("wrong", true));
    }

    [Fact]
    public void Gives_a_number_as_text_when_text_is_asked_for() => Assert.Equal("42", Values.GetString("number"));

    [Fact]
    public void Gives_the_default_for_an_absent_path()
    {
        Assert.Null(Values.GetString("absent"));
        Assert.Equal("d", Values.GetString("absent.too", "d"));
        Assert.Equal(0, Values.GetInt("absent"));
        Assert.Equal(5, Values.GetInt("absent", 5));
        Assert.Equal(5L, Values.GetLong("absent", 5));
        Assert.Equal(1.5, Values.GetDouble("absent", 1.5));
        Assert.Equal(1.5f, Values.GetFloat("absent", 1.5f));
        Assert.Equal(1.5m, Values.GetDecimal("absent", 1.5m));
        Assert.True(Values.GetBoolean("absent", true));
        Assert.Null(Values.GetByteSize("absent"));
        Assert.Equal(7, Values.GetByteSize("absent", 7));
        Assert.Equal(TimeSpan.Zero, Values.GetTimeSpan("absent"));
        Assert.Equal(TimeSpan.FromSeconds(3), Values.GetTimeSpan("absent", TimeSpan.FromSeconds(3)));
        Assert.Empty(Values.GetStringList("absent"));
        Assert.Equal(["x"], Values.GetStringList("absent", ["x"]));
        Assert.Null(Values.GetConfig("absent"));
        Assert.Null(Values.GetValue("absent"));
    }

    [Fact]
    public void A_path_through_a_literal_is_absent()
    {
        Assert.False(Values.HasPath("text.deeper"));
        Assert.Equal(1, Values.GetInt("text.deeper", 1));
    }

    [Fact]
    public void Null_is_a_value_without_text()
    {
        Assert.True(Values.HasPath("nothing"));
        Assert.Null(Values.GetString("nothing", "default"));
    }

    [Fact]
    public void Objects_and_arrays_have_no_text()
    {
        Assert.Null(Values.GetString("section"));
        Assert.Null(Values.GetString("words"));
    }

    [Fact]
    public void Reads_lists_of_each_type()
    {
        Assert.Equal(["a", "b c", "d"], Values.GetStringList("words"));
        Assert.Equal([1, 2, 3], Values.GetIntList("numbers"));
        Assert.Equal([1L, 2L, 3L], Values.GetLongList("numbers"));
        Assert.Equal([(byte)1, (byte)2, (byte)3], Values.GetByteList("numbers"));
        Assert.Equal([1.5, 2.5], Values.GetDoubleList("reals"));
        Assert.Equal([1.5f, 2.5f], Values.GetFloatList("reals"));
        Assert.Equal([1.5m, 2.5m], Values.GetDecimalList("reals"));
        Assert.Equal([true, false], Values.GetBooleanList("switches"));
        Assert.Empty(Values.GetStringList("empty"));
    }

    [Fact]
    public void A_literal_is_not_a_list() => Assert.Empty(Values.GetStringList("text"));

    [Fact]
    public void Gives_a_section_as_a_configuration_of_its_own()
    {
        var section = Values.GetConfig("section")!;
        Assert.Equal("value", section.GetString("inner.key"));
        Assert.Equal("value", Values.GetConfig("section.inner")!.GetString("key"));
        Assert.False(section.IsEmpty);
    }

    [Fact]
    public void A_value_that_is_not_of_the_type_asked_for_is_an_error()
    {
        Assert.Throws<FormatException>(() => Values.GetInt("text"));
        Assert.Throws<FormatException>(() => Values.GetInt("real"));
        Assert.Throws<FormatException>(() => Values.GetDouble("text"));
        Assert.Throws<NotSupportedException>(() => Values.GetBoolean("text"));
        Assert.Throws<NotSupportedException>(() => Values.GetBoolean("number"));
        Assert.Throws<FormatException>(() => Values.GetTimeSpan("text"));
        Assert.Throws<FormatException>(() => Values.GetByteSize("text"));
    }

    [UnderstudyTheory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    public void Yes_and_no_are_switches_too(string text, bool expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString($"a = {text}").GetBoolean("a", !expected));

    [Theory]
    [InlineData("10ns", 0)]
    [InlineData("500 nanoseconds", 5)]
    [InlineData("3 micros", 30)]
    [InlineData("100ms", 1_000_000)]
    [InlineData("100 millis", 1_000_000)]
    [InlineData("250", 2_500_000)]
    [InlineData("2s", 20_000_000)]
    [InlineData("1.5 seconds", 15_000_000)]
    [InlineData("0.5s", 5_000_000)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("1 minute", 600_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("2 hours", 72_000_000_000)]
    [InlineData("1d", 864_000_000_000)]
    [InlineData("0s", 0)]
    public void Reads_durations(string text, long ticks) =>
        Assert.Equal(TimeSpan.FromTicks(ticks), ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a"));

    [Theory]
    [InlineData("-1s")]
    [InlineData("-1")]
    [InlineData("s")]
    [InlineData("1 fortnight")]
    [InlineData("1 S")]
    [InlineData("")]
    public void Refuses_what_is_not_a_duration(string text) =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString($"a = \"{text}\"").GetTimeSpan("a"));

    [Fact]
    public void Infinite_is_a_duration_where_it_is_allowed()
    {
        var config = ConfigurationFactory.ParseString("a = infinite");
        Assert.Equal(Timeout.InfiniteTimeSpan, config.GetTimeSpan("a"));
        Assert.Throws<FormatException>(() => config.GetTimeSpan("a", null, false));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("240B", 240)]
    [InlineData("10 bytes", 10)]
    [InlineData("64KiB", 65_536)]
    [InlineData("64k", 65_536)]
    [InlineData("64K", 65_536)]
    [InlineData("5kB", 5_000)]
    [InlineData("3 kilobytes", 3_000)]
    [InlineData("32MiB", 33_554_432)]
    [InlineData("2M", 2_097_152)]
    [InlineData("10MB", 10_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1 gigabyte", 1_000_000_000)]
    [InlineData("1TiB", 1_099_511_627_776)]
    public void Reads_sizes(string text, long bytes) =>
        Assert.Equal(bytes, ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a"));

    [Theory]
    [InlineData("1 stone")]
    [InlineData("1KB")]
    [InlineData("B")]
    public void Refuses_what_is_not_a_size(string text) =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a"));

    [UnderstudyTheory]
    [InlineData("7EiB", 8_070_450_532_247_928_832)]
    [InlineData("1.5KiB", 1_536)]
    public void Reads_sizes_with_a_fraction_and_up_to_what_a_long_counts(string text, long bytes) =>
        Assert.Equal(bytes, ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a"));

    [UnderstudyFact]
    public void Refuses_a_size_that_a_long_does_not_count() =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = 8EiB").GetByteSize("a"));

    [UnderstudyFact]
    public void A_list_that_is_absent_is_an_error_that_names_it() =>
        Assert.Contains("absent", Assert.Throws<ConfigurationException>(() => Values.GetIntList("absent")).Message, StringComparison.Ordinal);
}
