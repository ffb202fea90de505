using Akka.Configuration;
using ActorServer.Server.Configuration;
using ActorServer.Server.Listener;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>How the descriptors of the process are shared out between clients and everybody else.</summary>
public sealed class DescriptorBudgetTests
{
    private const int OpenAtStart = 130;

    [Theory]
    [InlineData(1_000_000, 10000)]
    [InlineData(10384, 10000)]
    [InlineData(10383, 9999)]
    [InlineData(600, 216)]
    public void Clients_get_what_is_beyond_384(long limit, int connections) => Assert.Equal(connections, Of(limit).Connections);

    [Theory]
    [InlineData(384 + 64, true)]
    [InlineData(384 + 63, false)]
    [InlineData(100, false)]
    public void Fewer_than_64_are_too_few(long limit, bool isEnough)
    {
        ListenerSettings listener = Settings().Listener;
        DescriptorBudget budget = Of(limit);

        Assert.Equal(isEnough, budget.IsEnough(listener));
        Assert.Contains($"the limit of open files is {limit}, and 384 are kept", budget.Describe(listener), StringComparison.Ordinal);
        Assert.Equal(!isEnough, budget.Describe(listener)!.Contains("Start with a limit of 448 or more", StringComparison.Ordinal)); // Not null: it is lower than what was asked for.
    }

    [Fact]
    public void Fewer_that_were_asked_for_are_enough()
    {
        ServerSettings settings = Settings();
        settings = settings with { Listener = settings.Listener with { MaxConnections = 10 } };
        DescriptorBudget budget = DescriptorBudget.Of(settings, 394, OpenAtStart);

        Assert.True(budget.IsEnough(settings.Listener));
        Assert.Null(budget.Describe(settings.Listener));
        Assert.False(DescriptorBudget.Of(settings, 393, OpenAtStart).IsEnough(settings.Listener));
    }

    [Fact]
    public void The_spool_has_files_beside_all_connections_and_leaves_what_workers_need()
    {
        DescriptorBudget budget = Of(600);
        Assert.InRange(budget.SpoolFiles, 48, 600 - budget.Connections - OpenAtStart - (5 * DescriptorBudget.EachProcess));
        Assert.True(Of(1_000_000).SpoolFiles > 900_000);
    }

    [Fact]
    public void Many_workers_and_an_admin_listener_keep_more()
    {
        ServerSettings settings = Settings();
        settings = settings with { Gateway = settings.Gateway with { Concurrency = 32 } };
        int reserve = DescriptorBudget.Of(settings, 2000, OpenAtStart).Reserve;
        Assert.True(reserve >= OpenAtStart + (32 * DescriptorBudget.EachProcess));

        settings = settings with { Admin = new AdminSettings(settings.Listener) };
        Assert.Equal(reserve + AdminSettings.MaxConnections, DescriptorBudget.Of(settings, 2000, OpenAtStart).Reserve);
    }

    private static DescriptorBudget Of(long limit) => DescriptorBudget.Of(Settings(), limit, OpenAtStart);

    private static ServerSettings Settings() => ServerSettings.From(ConfigurationFactory.ParseString("actor-server.application.gateway = wsgi").WithFallback(ReferenceConf.Load().Layer.Config));
}
