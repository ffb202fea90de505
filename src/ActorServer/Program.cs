using ActorServer;
using ActorServer.CommandLine;

try
{
    return (int)await new ProgramCommand(Console.Out, Console.Error).RunAsync(args);
}
catch (Exception exception)
{
    // The last resort: an exit code that scripts know, and not the signal of a crash.
    await Console.Error.WriteLineAsync($"{exception}\nactorserver: Internal error: {exception.Message}");
    return (int)ExitCode.InternalError;
}
