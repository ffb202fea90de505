// An ordinary minimal-API program: what people deploy. It knows nothing of the server that runs it.
using WebApp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<PriceList>().AddSingleton<Notes>().AddSingleton<Gates>().AddSingleton<Feed>().AddScoped<Visit>();

var app = builder.Build();
app.UseStaticFiles();
app.MapGet("/", () => "Hello World!");
app.MapGet("/plaintext", () => "Hello, World!");
AnswerEndpoints.Map(app);
BodyEndpoints.Map(app);
StreamEndpoints.Map(app);
FactEndpoints.Map(app);
LifeEndpoints.Map(app);
FailureEndpoints.Map(app);
LoadEndpoints.Map(app);
EchoEndpoints.Map(app);
app.Run();
