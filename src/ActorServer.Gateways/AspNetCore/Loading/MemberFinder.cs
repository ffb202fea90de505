using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>Finds the member that <c>app: My.Type.Member</c> names, and makes a request delegate of it.</summary>
internal static class MemberFinder
{
    private const string Rule = "a public static property, field or method without parameters that gives a RequestDelegate, or a public static method Task M(HttpContext)";
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Static;

    /// <summary>The delegate; runs code of the application where the member is a property or gives the delegate.</summary>
    /// <param name="assembly">The application.</param>
    /// <param name="name">Type and member, with dots; a nested type's too.</param>
    /// <exception cref="ApplicationBootException">There is no such member, or it cannot be used.</exception>
    public static RequestDelegate Find(Assembly assembly, string name)
    {
        var file = Path.GetFileName(assembly.Location);
        var dot = name.LastIndexOf('.');
        if (dot <= 0)
            throw new ApplicationBootException($"{SettingsError.Quote(name)} (app) is not Type.Member. {NearestMember(assembly, name)}{OrEntryPoint(assembly)}");
        var type = FindType(assembly, name[..dot]) ?? throw new ApplicationBootException($"{file} has no type {SettingsError.Quote(name[..dot])} (app). {NearestMember(assembly, name)}");
        if (type.ContainsGenericParameters)
            throw new ApplicationBootException($"{type.FullName} in {file} (app) is a generic type; needed is {Rule}.");
        var members = type.GetMember(name[(dot + 1)..], Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.FlattenHierarchy);
        if (members.Length == 0)
            throw new ApplicationBootException($"{type.FullName} in {file} has no member {SettingsError.Quote(name[(dot + 1)..])} (app). {NearestMember(assembly, name)}");
        foreach (var member in members)
        {
            if (IsUsable(member))
                return Of(member) ?? throw new ApplicationBootException($"{name} in {file} (app) gives null; a RequestDelegate is needed.");
        }

        throw new ApplicationBootException($"{name} in {file} (app) is {Describe(members[0])}; needed is {Rule}.");
    }

    /// <summary>The members that could be called, or the rule for them where there is none: a sentence.</summary>
    /// <param name="assembly">The application.</param>
    /// <param name="name">What was asked for; empty for nothing.</param>
    public static string NearestMember(Assembly assembly, string name)
    {
        var known = assembly.GetExportedTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetMembers(Public).Where(member => member is not MethodInfo { IsSpecialName: true } && IsUsable(member)).Select(member => $"{type.FullName}.{member.Name}".Replace('+', '.')))
            .ToArray();
        return known.Length == 0
            ? $"There is none that could be called: needed is {Rule}."
            : Nearest.Hint(name.Length == 0 ? null : Nearest.ToKey(name, known), $"Known: {string.Join(", ", known.Take(5))}.");
    }

    private static Type? FindType(Assembly assembly, string name)
    {
        // A nested type is written with a plus sign in metadata only; a person writes a dot.
        for (var candidate = name; ;)
        {
            if (assembly.GetType(candidate) is { } type)
                return type;
            var dot = candidate.LastIndexOf('.');
            if (dot < 0)
                return null;
            candidate = $"{candidate[..dot]}+{candidate[(dot + 1)..]}";
        }
    }

    private static bool IsUsable(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetMethod is { IsStatic: true, IsPublic: true } && property.GetIndexParameters().Length == 0 && GivesDelegate(property.PropertyType),
        FieldInfo field => field is { IsStatic: true, IsPublic: true } && GivesDelegate(field.FieldType),
        MethodInfo method => method is { IsStatic: true, IsPublic: true, IsGenericMethod: false } && (Makes(method) || Handles(method)),
        _ => false,
    };

    private static RequestDelegate? Of(MemberInfo member) => member switch
    {
        PropertyInfo property => (RequestDelegate?)property.GetMethod!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null), // IsUsable has looked.
        FieldInfo field => (RequestDelegate?)field.GetValue(null),
        MethodInfo method when Makes(method) => (RequestDelegate?)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null),
        MethodInfo method => method.CreateDelegate<RequestDelegate>(),
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "Not a usable member."),
    };

    private static bool Makes(MethodInfo method) => method.GetParameters().Length == 0 && GivesDelegate(method.ReturnType);

    private static bool Handles(MethodInfo method) =>
        method.GetParameters() is [{ ParameterType: var parameter }] && parameter == typeof(HttpContext) && method.ReturnType.IsAssignableTo(typeof(Task));

    private static bool GivesDelegate(Type type) => type.IsAssignableTo(typeof(RequestDelegate));

    private static string Describe(MemberInfo member)
    {
        var (what, isStatic, isPublic) = member switch
        {
            PropertyInfo property => ($"property of {property.PropertyType}", property.GetMethod?.IsStatic == true, property.GetMethod?.IsPublic == true),
            FieldInfo field => ($"field of {field.FieldType}", field.IsStatic, field.IsPublic),
            MethodInfo method => ($"method {method}", method.IsStatic, method.IsPublic),
            _ => (member.MemberType.ToString(), true, true),
        };
        return $"a {(isPublic ? "" : "non-public ")}{(isStatic ? "" : "non-static ")}{what}";
    }

    private static string OrEntryPoint(Assembly assembly) => assembly.EntryPoint is null ? "" : " Leave app out for the program's entry point.";
}
