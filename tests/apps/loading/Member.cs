namespace Loading;

/// <summary>Members that can be an application.</summary>
public static class Member
{
    public static RequestDelegate Property => context => context.Response.WriteAsync("from a property");

    public static RequestDelegate Throws => throw new InvalidOperationException("the property is broken");

    public static Task Handle(HttpContext context) => Results.Json(new { context.Request.Path }).ExecuteAsync(context);
}
