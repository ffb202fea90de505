namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>The template ended before it had forked: another one may.</summary>
internal sealed class TemplateGoneException() : Exception("its template is gone");
