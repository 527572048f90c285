using System.CommandLine;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Contracts.Tenants;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral tenants</c>: what tenants of a service have, and an operator's way to what they may have.</summary>
internal static class TenantsCommand
{
    public static Command Create(Session session) => new("tenants", "Shows usage and quotas of a service's tenants; changes quotas with an operator key.") { Show(session), List(session), Set(session) };

    private static Command Show(Session session)
    {
        var tenant = new Argument<string?>("tenant") { Description = "A tenant, for operators (default: the key's tenant).", HelpName = "TENANT", Arity = ArgumentArity.ZeroOrOne };
        var (cluster, output) = (RunPlace.ClusterOption(), CommonOptions.Output());
        var command = new Command("show", "Shows the quota and the usage of a tenant.") { tenant, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            Write(session, parsed.GetValue(output), [await client.Tenants.DescribeAsync(parsed.GetValue(tenant) ?? client.Tenants.Own, session.Stop)], isOne: true);
        });
        return command;
    }

    private static Command List(Session session)
    {
        var (cluster, output) = (RunPlace.ClusterOption(), CommonOptions.Output());
        var command = new Command("list", "Lists the tenants that have keys, by name; requires an operator key.") { cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            var names = (await client.Keys.ListAsync(session.Stop)).Where(key => key.RevokedAt is null).Select(key => key.Tenant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            Write(session, parsed.GetValue(output), await Task.WhenAll(names.Select(name => client.Tenants.DescribeAsync(name, session.Stop))), isOne: false);
        });
        return command;
    }

    private static Command Set(Session session)
    {
        var tenant = new Argument<string>("tenant") { Description = "The tenant.", HelpName = "TENANT" };
        var runs = new Option<int?>("--most-runs") { Description = "Maximum number of stored runs.", HelpName = "N" };
        var atOnce = new Option<int?>("--most-runs-at-once") { Description = "Maximum number of runs executing at once; others are queued.", HelpName = "N" };
        var groups = new Option<int?>("--most-groups") { Description = "Maximum number of prompt groups in flight per generator, over its executing runs.", HelpName = "N" };
        var bytes = new Option<long?>("--most-stored-bytes") { Description = "Maximum bytes stored for all its runs.", HelpName = "BYTES" };
        var usual = new Option<bool>("--default") { Description = "Restores the default quota." };
        var (cluster, output) = (RunPlace.ClusterOption(), CommonOptions.Output());
        var command = new Command("set", "Changes a tenant's quota immediately; executing runs continue. Requires an operator key.") { tenant, runs, atOnce, groups, bytes, usual, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var changes = new[] { runs, atOnce, groups }.Any(option => parsed.GetValue(option) is not null) || parsed.GetValue(bytes) is not null;
            if (parsed.GetValue(usual) == changes)
                throw new CommandException(ExitCode.WrongUse, "the command names no change, or two that exclude each other", "give some of --most-runs, --most-runs-at-once, --most-groups, --most-stored-bytes, or --default alone");
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            var name = parsed.GetRequiredValue(tenant);
            var now = (await client.Tenants.DescribeAsync(name, session.Stop)).Quota;
            await client.Tenants.SetQuotaAsync(name, parsed.GetValue(usual) ? null : now with
            {
                Runs = parsed.GetValue(runs) ?? now.Runs,
                RunsAtOnce = parsed.GetValue(atOnce) ?? now.RunsAtOnce,
                GroupsInFlight = parsed.GetValue(groups) ?? now.GroupsInFlight,
                StoredBytes = parsed.GetValue(bytes) ?? now.StoredBytes,
            }, session.Stop);
            Write(session, parsed.GetValue(output), [await client.Tenants.DescribeAsync(name, session.Stop)], isOne: true);
        });
        return command;
    }

    private static void Write(Session session, OutputFormat format, TenantDescription[] tenants, bool isOne)
    {
        if (format != OutputFormat.Json)
            session.Terminal.WriteResult(TenantTables.List(tenants));
        else
            session.Terminal.Output.WriteLine(isOne ? JsonText.Of(tenants[0]) : JsonText.Of(tenants));
    }
}
