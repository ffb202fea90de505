using ActorServer.AspNetCore;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseActorServer();
var app = builder.Build();
app.MapGet("/", () => "Hello from a host");
app.MapGet("/server", (Microsoft.AspNetCore.Hosting.Server.IServer server) => server.GetType().FullName);
app.MapGet("/stop", (IHostApplicationLifetime lifetime) => lifetime.StopApplication());
app.Run();
