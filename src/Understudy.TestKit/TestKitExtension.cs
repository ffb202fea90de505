namespace Akka.TestKit;

/// <summary>Keeps the kit's settings in the system (Akka.TestKit.TestKitExtension).</summary>
public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    /// <summary>The settings of a system.</summary>
    public static TestKitSettings For(ActorSystem system) => system.GetExtension<TestKitSettings>();

    /// <inheritdoc/>
    public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);
}
