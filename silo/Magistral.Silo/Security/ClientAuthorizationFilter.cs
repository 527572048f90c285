using System.Collections.Concurrent;
using System.Reflection;
using Magistral.Contracts;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Security;

namespace Magistral.Silo.Security;

/// <summary>
/// Checks every grain call that comes from outside the cluster: the call must be meant for clients, the key must hold, and the grain must belong to the
/// key's tenant. What belongs to another tenant does not exist for the caller.
/// </summary>
/// <remarks>
/// Orleans numbers its clients itself; one that speaks its protocol by hand could name itself a grain. Where that is to be feared, TLS with certificates
/// keeps it off the gateway. Thread-safe.
/// </remarks>
public sealed class ClientAuthorizationFilter(KnownKeys keys, ClientAuthorizationOptions options, RefusalLog refusals, IGrainFactory grains) : IIncomingGrainCallFilter
{
    private const string OwnClientPrefix = "hosted-"; // the silo's own grain factory is a client as well
    private const int MostRemembered = 10_000;
    private static readonly Assembly Contracts = typeof(ForClientsAttribute).Assembly;
    private readonly ConcurrentDictionary<MethodInfo, ForClientsAttribute?> marks = new();
    private readonly ConcurrentDictionary<(string Tenant, string RunId), bool> owned = new();

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.SourceId is not { } source || !IsOutside(source) || OrleansCalls.AreOpen(context.InterfaceMethod))
        {
            await context.Invoke();
            return;
        }
        await AdmitAsync(context, source);
        try
        {
            await context.Invoke();
        }
        catch (MagistralException error) when (error.GetType().Assembly != Contracts)
        {
            throw new ServiceException(error.What, error.Remedy); // a type that no client knows
        }
    }

    private static bool IsOutside(GrainId source) => source.IsClient() && !source.Key.ToString()!.StartsWith(OwnClientPrefix, StringComparison.Ordinal);

    private static ForClientsAttribute? MarkOf(MethodInfo method) =>
        OrleansCalls.AreForOperators(method) ? new(ClientAccess.Operator) : method.GetCustomAttribute<ForClientsAttribute>();

    private async Task AdmitAsync(IIncomingGrainCallContext context, GrainId source)
    {
        var mark = context.InterfaceMethod is { } method ? marks.GetOrAdd(method, MarkOf) : null;
        if (mark is null)
            throw Refuse(source, $"{context.InterfaceName}.{context.MethodName} is not for clients", "use the calls of the client library");
        var text = RequestContext.Get(ApiKey.ContextEntry) as string;
        if (text is null && !options.KeysRequired)
            return;
        if (text is null)
            throw Refuse(source, "it showed no API key", "give the key that the operator of the service made for you, as in MAGISTRAL_API_KEY");
        if (ApiKey.TryParse(text) is not { } key || await keys.AdmitAsync(key, CancellationToken.None) is not { } entry)
            throw Refuse(source, "its API key does not hold", "it is wrong or was revoked: ask the operator of the service for another");
        var target = context.TargetId.Key.ToString()!;
        switch (mark.Access)
        {
            case ClientAccess.Operator when !entry.IsOperator:
                throw Refuse(source, $"key {entry.Id} is no operator's", "use the key of an operator");
            case ClientAccess.TenantOrOperator when entry.IsOperator:
                return;
            case ClientAccess.Tenant or ClientAccess.TenantOrOperator when target != entry.Tenant:
                throw Refuse(source, $"key {entry.Id} is another tenant's", "use a key of that tenant");
            case ClientAccess.Run when !await IsOwnAsync(entry.Tenant, target.Split('/')[0]):
                refusals.Note($"client {source.Key}", $"key {entry.Id} asked for a run that its tenant does not have");
                throw new RunNotFoundException(target.Split('/')[0]);
        }
    }

    private async ValueTask<bool> IsOwnAsync(string tenant, string runId)
    {
        if (owned.ContainsKey((tenant, runId)))
            return true;
        if (await grains.GetGrain<IRunDirectoryGrain>(tenant).FindAsync(runId, CancellationToken.None) != runId)
            return false; // a run's name leads here as well: it is no grain's key
        if (owned.Count >= MostRemembered)
            owned.Clear();
        owned[(tenant, runId)] = true;
        return true;
    }

    private AccessDeniedException Refuse(GrainId source, string reason, string remedy)
    {
        refusals.Note($"client {source.Key}", reason);
        return new($"the service refused the call, {reason}", remedy);
    }
}
