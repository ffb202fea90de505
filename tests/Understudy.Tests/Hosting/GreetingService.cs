namespace Understudy.Tests.Hosting;

internal sealed class GreetingService
{
    public string Greet(string name) => $"Hello {name}";
}
