namespace ActorServer.Web;

/// <summary>Answers a request. What it throws is logged and answered with 500.</summary>
/// <param name="request">What the client asks for.</param>
public delegate Task<Response> View(Request request);
