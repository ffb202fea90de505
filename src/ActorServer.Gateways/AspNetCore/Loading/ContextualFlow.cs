using System.Runtime.Loader;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// What a request's code begins with: a scope in which the application's types are found. A framework that looks for a type by its name calls <c>Assembly.Load</c> from
/// the server's side, and would see the server's assemblies. The scope flows with the request's asynchronous code; entering it anew for each request would cost each an allocation or two.
/// </summary>
internal static class ContextualFlow
{
    /// <summary>The flow of a load context, free of whatever flows where it is asked for.</summary>
    /// <param name="loadContext">The application's load context.</param>
    public static ExecutionContext Of(AssemblyLoadContext loadContext)
    {
        ExecutionContext? flow = null;
        var thread = new Thread(() =>
        {
            using (loadContext.EnterContextualReflection())
                flow = ExecutionContext.Capture();
        });
        thread.UnsafeStart();
        thread.Join();
        return flow ?? throw new InvalidOperationException("A new thread has no flow to capture.");
    }
}
