namespace WebApp;

/// <summary>Routes, values, JSON, statuses, redirects and cookies.</summary>
internal static class AnswerEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/orders", (Order order, PriceList prices) => TypedResults.Created("/orders/7", prices.OfferFor(order)));
        app.MapGet("/orders/{id:int}", (int id) => TypedResults.Json(new { id }));
        app.MapGet("/search", (string text, int page = 1) => TypedResults.Json(new { text, page }));
        app.Map("/method", (HttpRequest request) => request.Method);
        app.Map("/status/{code:int}", (int code) => TypedResults.StatusCode(code));
        app.MapGet("/redirect", () => TypedResults.Redirect("/"));
        app.MapPost("/redirect", () => TypedResults.Redirect("/method", permanent: false, preserveMethod: true));
        app.MapGet("/cookies", (HttpRequest request) => TypedResults.Json(request.Cookies.ToDictionary()));
        app.MapPost("/cookies", (HttpResponse response) =>
        {
            response.Cookies.Append("first", "one two", new CookieOptions { HttpOnly = true, Path = "/" });
            response.Cookies.Append("second", "2");
        });
    }
}
