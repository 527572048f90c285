using Magistral.Client.Json;
using System.CommandLine;
using System.Globalization;
using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral keys</c>: an operator's way to the keys of a service. The first operator's key is made by <c>magistral-silo keys create</c>.</summary>
internal static class KeysCommand
{
    public static Command Create(Session session) => new("keys", "Creates, lists and revokes API keys of a service; requires an operator key.") { Make(session), List(session), Revoke(session) };

    private static Command Make(Session session)
    {
        var tenant = new Argument<string>("tenant") { Description = "The key's tenant: a-z, 0-9 and '-'.", HelpName = "TENANT" };
        var isOperator = new Option<bool>("--operator") { Description = "Creates an operator key, which may manage keys and tenants." };
        var cluster = RunPlace.ClusterOption();
        var command = new Command("create", "Creates a key and prints it once; it is not stored.") { tenant, isOperator, cluster };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            session.Terminal.Output.WriteLine((await client.Keys.CreateAsync(parsed.GetRequiredValue(tenant), parsed.GetValue(isOperator), session.Stop)).Text);
        });
        return command;
    }

    private static Command List(Session session)
    {
        var (cluster, output) = (RunPlace.ClusterOption(), CommonOptions.Output());
        var command = new Command("list", "Lists the keys, oldest first.") { cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            var keys = await client.Keys.ListAsync(session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(keys));
            else
                foreach (var key in keys)
                    session.Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{key.Id}  {key.Tenant}{(key.IsOperator ? "  operator" : "")}  {key.CreatedAt:u}{(key.RevokedAt is { } at ? $"  revoked {at:u}" : "")}"));
        });
        return command;
    }

    private static Command Revoke(Session session)
    {
        var id = new Argument<string>("id") { Description = "The key's id.", HelpName = "ID" };
        var cluster = RunPlace.ClusterOption();
        var command = new Command("revoke", "Revokes a key permanently, within seconds.") { id, cluster };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            if (!await client.Keys.RevokeAsync(parsed.GetRequiredValue(id), session.Stop))
                throw new CommandException(ExitCode.NotFound, $"there is no key {parsed.GetRequiredValue(id)}", "`magistral keys list` shows the keys there are");
            session.Terminal.Output.WriteLine($"{parsed.GetRequiredValue(id)} is revoked");
        });
        return command;
    }
}
