using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>A pipe, both ends close-on-exec.</summary>
/// <param name="Reading">The end that stays.</param>
/// <param name="Writing">The end for a child.</param>
internal readonly record struct PipePair(SafePipeHandle Reading, Descriptor Writing) : IDisposable
{
    public static unsafe PipePair Create()
    {
        var pair = stackalloc int[2];
        if (Libc.Pipe(pair, Libc.OCloexec) != 0)
            throw NativeError.Last("pipe2");
        return new PipePair(new SafePipeHandle(pair[0], ownsHandle: true), new Descriptor(pair[1]));
    }

    public void Dispose()
    {
        Reading.Dispose();
        Writing.Dispose();
    }
}
