namespace ActorServer.Server.Settings;

/// <summary>One certificate of the server and where it is.</summary>
/// <param name="Section">The section that names its files, for messages.</param>
/// <param name="Certificate">A PEM file: the certificate, behind it the intermediates.</param>
/// <param name="Key">A PEM file with its private key.</param>
/// <param name="Names">The host names for which it is shown; empty for those that stand in it.</param>
internal sealed record CertificateSettings(string Section, string Certificate, string Key, IReadOnlyList<string> Names);
