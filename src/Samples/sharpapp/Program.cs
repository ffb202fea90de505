// The sample on Kestrel: dotnet run --project src/Samples/sharpapp. Under actorserver, app.yaml names Site.Application and this does not run.
using Samples.sharpapp;

var app = WebApplication.CreateSlimBuilder(args).Build();
app.Run(Site.Application());
app.Run();
