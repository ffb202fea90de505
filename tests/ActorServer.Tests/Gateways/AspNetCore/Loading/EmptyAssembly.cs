using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ActorServer.Tests.Gateways.AspNetCore.Loading;

/// <summary>Writes assemblies that have a name, a version and references, and no types.</summary>
internal static class EmptyAssembly
{
    public static string Write(string folder, string name, System.Version? version = null, params AssemblyName[] references)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(name), version ?? new System.Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        foreach (var reference in references)
            metadata.AddAssemblyReference(metadata.GetOrAddString(reference.Name!), reference.Version!, default, default, default, default); // Tests name both.
        var image = new BlobBuilder();
        new ManagedPEBuilder(new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        var path = Path.Combine(folder, name + ".dll");
        ImmutableArray<byte> bytes = image.ToImmutableArray();
        File.WriteAllBytes(path, [.. bytes]);
        return path;
    }
}
