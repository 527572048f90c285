using System.Reflection;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Security;
using Magistral.Contracts.Weights;
using Magistral.Silo.Security;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;

namespace Magistral.Client.Tests.Service;

/// <summary>Walks every call that the silo knows, Orleans' own included: what is open to a client is named here, and nothing else is.</summary>
public sealed class ClosedByDefaultTests : IAsyncLifetime
{
    private static readonly string[] OpenToAll =
    [
        "ICancellationSourcesExtension.CancelRemoteToken", "IClusterManifestSystemTarget.GetClusterManifest", "IClusterManifestSystemTarget.GetClusterManifestHashSummary",
        "IClusterManifestSystemTarget.GetClusterManifestUpdate", "IClusterManifestSystemTarget.GetSiloManifestByHash", "IClusterManifestSystemTarget.GetSiloManifestHash",
        "IGrainCallCancellationExtension.CancelRequestAsync",
    ];

    private static readonly string[] OpenToTenants =
    [
        "ICheckpointGrain.DescribeAsync", "ICheckpointGrain.ReadAsync", "ICurriculumGrain.DescribeAsync", "IGroupIndexGrain.ListAsync", "IPromptGroupGrain.DescribeAsync", "IPromptGroupGrain.SummaryAsync",
        "IRolloutQueueGrain.DescribeAsync", "IRunDirectoryGrain.DeleteAsync", "IRunDirectoryGrain.FindAsync", "IRunDirectoryGrain.ListAsync",
        "IRunDirectoryGrain.SubmitAsync", "IRunGrain.CancelAsync", "IRunGrain.DescribeAsync", "IRunGrain.PauseAsync",
        "IRunGrain.ResumeAsync", "IRunGrain.SpecAsync", "IRunProgressGrain.FeedAsync", "IRunProgressGrain.StepsAsync", "ITenantGrain.DescribeAsync", "ITrainerGrain.StatusAsync", "IWeightsGrain.DescribeAsync",
        "IWeightsGrain.PublicationsAsync",
    ];

    private static readonly string[] OpenToOperators =
    [
        "IApiKeysGrain.EnterAsync", "IApiKeysGrain.ListAsync", "IApiKeysGrain.RevokeAsync", "IManagementGrain.GetDetailedHosts",
        "IManagementGrain.GetHosts", "ITenantGrain.DescribeAsync", "ITenantGrain.SetQuotaAsync",
    ];

    private LoopbackSilo silo = null!;
    private ApiKey tenant = null!;
    private ApiKey operating = null!;
    private string runId = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        silo = await LoopbackSilo.StartAsync(keysRequired: true);
        tenant = await silo.Keys.CreateAsync("mine", isOperator: false, Cancellation);
        operating = await silo.Keys.CreateAsync("operations", isOperator: true, Cancellation);
        await using var client = await silo.ConnectAsync(tenant);
        runId = (await client.Runs.SubmitAsync(SmallSpec.Of("walked"), Cancellation)).Id;
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_client_without_a_key_finds_nothing_open_but_what_it_connects_by() => Assert.Equal(OpenToAll, await OpenAsync(null));

    [Fact]
    public async Task A_tenant_finds_open_what_is_meant_for_tenants() => Assert.Equal(OpenToTenants.Concat(OpenToAll).Order(StringComparer.Ordinal), await OpenAsync(tenant));

    [Fact]
    public async Task An_operator_finds_open_what_is_meant_for_operators() => Assert.Equal(OpenToOperators.Concat(OpenToAll).Order(StringComparer.Ordinal), await OpenAsync(operating));

    [Fact]
    public async Task No_client_takes_a_grain_of_a_run_out_of_memory()
    {
        foreach (var key in new[] { null, tenant, operating })
        {
            await using var client = await silo.ConnectAsync(key);
            IAddressable[] grains =
            [
                client.Grains.GetGrain<IRunGrain>(runId), client.Grains.GetGrain<IRolloutQueueGrain>(runId), client.Grains.GetGrain<IWeightsGrain>(runId),
                client.Grains.GetGrain<ICurriculumGrain>(runId), client.Grains.GetGrain<IRunDirectoryGrain>("mine"),
            ];
            foreach (var grain in grains)
                await Assert.ThrowsAsync<AccessDeniedException>(() => grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle(Cancellation).AsTask());
        }
    }

    /// <summary>The calls that the silo's own door lets through; the grain asked for is the tenant's own where it can be.</summary>
    private async Task<string[]> OpenAsync(ApiKey? key)
    {
        var door = silo.Services.GetServices<IIncomingGrainCallFilter>().OfType<ClientAuthorizationFilter>().Single();
        var open = new SortedSet<string>(StringComparer.Ordinal);
        RequestContext.Clear();
        if (key is not null)
            RequestContext.Set(ApiKey.ContextEntry, key.Text);
        foreach (var method in Calls())
        {
            var target = method.GetCustomAttribute<ForClientsAttribute>()?.Access is ClientAccess.Tenant or ClientAccess.TenantOrOperator ? "mine" : runId;
            var call = DispatchProxy.Create<IIncomingGrainCallContext, PlayedCall>();
            ((PlayedCall)(object)call).Method = method;
            ((PlayedCall)(object)call).Target = GrainId.Create("any", target);
            if (await Record.ExceptionAsync(() => door.Invoke(call)) is { } refusal)
                Assert.True(refusal is AccessDeniedException or RunNotFoundException, $"{method.DeclaringType}.{method.Name} ended in {refusal}");
            else
                open.Add($"{method.DeclaringType!.Name}.{method.Name}");
        }
        return [.. open];
    }

    private static List<MethodInfo> Calls()
    {
        var calls = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is { } name && (name.StartsWith("Orleans.", StringComparison.Ordinal) || name.StartsWith("Magistral.", StringComparison.Ordinal)))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods()).ToList();
        Assert.True(calls.Count > 150, $"the walk met {calls.Count} calls alone");
        return calls;
    }

    /// <summary>A call as the door sees it.</summary>
    public class PlayedCall : DispatchProxy
    {
        public MethodInfo Method { get; set; } = null!;

        public GrainId Target { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "get_InterfaceMethod" => Method,
            "get_SourceId" => (GrainId?)GrainId.Create("sys.client", "a-stranger"),
            "get_TargetId" => Target,
            "get_InterfaceName" => Method.DeclaringType!.Name,
            "get_MethodName" => Method.Name,
            "Invoke" => Task.CompletedTask,
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }
}
