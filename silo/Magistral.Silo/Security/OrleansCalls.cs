using System.Collections.Frozen;
using System.Reflection;

namespace Magistral.Silo.Security;

/// <summary>
/// The calls of Orleans' own services that are open to clients, since Orleans' client makes them by itself. All others are closed: among the extensions
/// that every grain has is one that deactivates it, and the system targets stop silos and move grains.
/// </summary>
public static class OrleansCalls
{
    /// <summary>Full names of the interfaces and why each is open.</summary>
    public static FrozenDictionary<string, string> Open { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Orleans.Runtime.IClusterManifestSystemTarget"] = "a client reads which grains there are; it changes nothing",
        ["Orleans.Runtime.ICancellationSourcesExtension"] = "a client withdraws a call whose caller gave up, by a random name that only the caller knows",
        ["Orleans.Runtime.IGrainCallCancellationExtension"] = "a client withdraws a call of its own, which is found by the caller's address",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a call is open to every client that reached the gateway.</summary>
    /// <param name="method">Of the interface that is called; null for one that the silo does not know.</param>
    public static bool AreOpen(MethodInfo? method) => method?.DeclaringType is { FullName: { } name } type && Open.ContainsKey(name) && IsOrleans(type);

    /// <summary>Whether a call is open to operators: who the members of the cluster are. The rest of Orleans' management is for nobody outside.</summary>
    /// <param name="method">Of the interface that is called.</param>
    public static bool AreForOperators(MethodInfo method) => method.DeclaringType == typeof(IManagementGrain)
        && method.Name is nameof(IManagementGrain.GetHosts) or nameof(IManagementGrain.GetDetailedHosts);

    private static bool IsOrleans(Type type) => type.Assembly.GetName().Name is { } assembly && assembly.StartsWith("Orleans.", StringComparison.Ordinal);
}
