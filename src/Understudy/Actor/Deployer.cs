namespace Akka.Actor;

/// <summary>
/// What the configuration says about actors by path, `akka.actor.deployment` (Akka.Actor.Deployer). "*" in a path stands for one name,
/// "**" at its end for any number of them; an exact name wins over "*", and "*" over "**".
/// </summary>
public class Deployer
{
    private readonly Lock _gate = new();
    private readonly DeploymentNode _root = new();

    /// <summary>Reads the deployments of the settings.</summary>
    public Deployer(Settings settings)
    {
        var deployment = settings.Config.GetConfig("akka.actor.deployment");
        if (deployment is null || deployment.IsEmpty)
            return;
        foreach (var (path, value) in deployment.AsEnumerable())
        {
            if (path != "default" && value.IsObject())
                SetDeploy(ParseConfig(path, value.ToConfig()));
        }
    }

    /// <summary>What is said about the actor at the path, or null.</summary>
    public Deploy Lookup(ActorPath path) => Lookup(path.Depth > 0 && path.ParentOf(1).Name == "user" ? path.Elements.Skip(1) : []);

    /// <summary>What is said about the actor that the names below /user lead to, or null.</summary>
    public Deploy Lookup(IEnumerable<string> path)
    {
        string[] names = [.. path];
        lock (_gate)
            return _root.IsEmpty || names.Length == 0 ? null! : _root.Find(names)!; // null says that nothing is said, as in the mirrored API
    }

    /// <summary>Adds or replaces what is said about the deployment's path.</summary>
    /// <exception cref="IllegalActorNameException">A name of the path is not allowed.</exception>
    public void SetDeploy(Deploy deploy)
    {
        var names = deploy.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (!ActorNames.IsValid(name))
                throw new IllegalActorNameException($"Illegal actor name [{name}] in deployment [{deploy.Path}].");
        }

        lock (_gate)
            _root.Add(names, deploy);
    }

    /// <summary>Reads one deployment.</summary>
    public virtual Deploy ParseConfig(string key, Config config) => new(
        key,
        config,
        Deploy.NoScopeGiven,
        config.GetString("dispatcher", Deploy.NoDispatcherGiven) ?? Deploy.NoDispatcherGiven,
        config.GetString("mailbox", Deploy.NoMailboxGiven) ?? Deploy.NoMailboxGiven,
        config.GetInt("stash-capacity", Deploy.NoStashSize));
}
