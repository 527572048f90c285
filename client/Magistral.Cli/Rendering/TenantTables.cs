using Magistral.Contracts.Tenants;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>Tenants laid out for people: what each has of what it may have.</summary>
internal static class TenantTables
{
    public static IRenderable List(IReadOnlyList<TenantDescription> tenants)
    {
        var table = RunTables.Listing("tenant", "runs", "at work", "queued", "groups in flight", "stored", "quota");
        foreach (var (tenant, quota, isDefault, usage) in tenants)
            table.AddRow(RunTables.Cell(tenant), RunTables.Cell(Of(usage.Runs, quota.Runs)), RunTables.Cell(Of(usage.RunsAtWork, quota.RunsAtOnce)), RunTables.Cell($"{usage.RunsQueued}"),
                RunTables.Cell(Of(usage.GroupsInFlight, quota.GroupsInFlight)),
                RunTables.Cell($"{Figures.Bytes(usage.StoredBytes)} of {(quota.StoredBytes == long.MaxValue ? "any" : Figures.Bytes(quota.StoredBytes))}"),
                RunTables.Cell(isDefault ? "everybody's" : "its own"));
        return table;
    }

    private static string Of(int has, int may) => $"{has} of {(may == int.MaxValue ? "any" : $"{may}")}";
}
