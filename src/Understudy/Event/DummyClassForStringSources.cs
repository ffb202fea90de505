namespace Akka.Event;

/// <summary>The class of log sources that are only texts (Akka.Event.DummyClassForStringSources).</summary>
public class DummyClassForStringSources;
