using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>A failed system call as an exception that names the call and the cause.</summary>
internal static class NativeError
{
    public static Win32Exception Last(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new Win32Exception(error, $"{call}: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
