namespace ActorServer.Server.Settings;

/// <summary>Whether clients show a certificate of their own.</summary>
internal enum ClientCertificates
{
    /// <summary>They are not asked.</summary>
    Off,

    /// <summary>They are asked; who shows none is served too, who shows a wrong one is not.</summary>
    Optional,

    /// <summary>Who shows none, or a wrong one, is not served.</summary>
    Required,
}
