using ActorServer.CommandLine;

return (int)await new ProgramCommand(Console.Out, Console.Error).RunAsync(args);
