namespace Akka.TestKit;

/// <summary>Holds the bridge to the test framework (Akka.TestKit.TestKitAssertionsProvider).</summary>
public class TestKitAssertionsProvider : IExtension
{
    /// <summary>Of the assertions.</summary>
    public TestKitAssertionsProvider(ITestKitAssertions assertions) => Assertions = assertions;

    /// <summary>The bridge to the test framework.</summary>
    public ITestKitAssertions Assertions { get; }
}
