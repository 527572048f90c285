using System.CommandLine;
using System.CommandLine.Parsing;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Client.PromptGroups;
using Magistral.Contracts;
using Magistral.Contracts.PromptGroups;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral groups</c>: why a prompt group is what it is.</summary>
internal static class GroupsCommand
{
    private const string Open = "Open";
    private static readonly string[] States = [Open, .. Enum.GetNames<GroupPhase>()];

    public static Command Create(Session session) => new("groups", "Lists, shows and exports prompt groups.") { List(session), Show(session), Export(session) };

    private static Command List(Session session)
    {
        var (run, (data, cluster), output) = (CommonOptions.Run(), RunPlace.Options(), CommonOptions.Output());
        var (state, stage, limit) = (State(), Stage(), Limit());
        var command = new Command("list", "Lists prompt groups, newest first.") { run, state, stage, limit, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var filter = new GroupFilter(parsed.GetValue(state) ?? [], parsed.GetValue(stage));
            var groups = await RunData.ReadRunAsync(RunPlace.Of(parsed, data, cluster), parsed.GetRequiredValue(run),
                async handle => await handle.Groups.ListAsync(filter, newestFirst: true, session.Stop).Take(parsed.GetValue(limit)).ToListAsync(session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(groups.Select(GroupJson.Of)));
            else
                session.Terminal.WriteResult(GroupTables.List(groups));
        });
        return command;
    }

    private static Command Show(Session session)
    {
        var (run, (data, cluster), output) = (CommonOptions.Run(), RunPlace.Options(), CommonOptions.Output());
        var group = new Argument<int>("group") { Description = "Number of the group, from 1.", HelpName = "GROUP", CustomParser = ParseNumber };
        var command = new Command("show", "Shows one group: timeline, completions, reward by axis, weight versions, advantages, outcome.") { run, group, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var entry = await RunData.ReadRunAsync(RunPlace.Of(parsed, data, cluster), parsed.GetRequiredValue(run),
                handle => handle.Groups.ShowAsync(parsed.GetRequiredValue(group), session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(GroupJson.Of(entry)));
            else
                session.Terminal.WriteResult(GroupTables.Show(entry));
        });
        return command;
    }

    private static Command Export(Session session)
    {
        var (run, (data, cluster), output) = (CommonOptions.Run(), RunPlace.Options(), CommonOptions.Output());
        var (state, stage) = (State(), Stage());
        var file = new Argument<string>("file") { Description = "JSON lines file to write, one group per line; an existing file is overwritten.", HelpName = "FILE.jsonl" };
        var command = new Command("export", "Writes every group with its completions to a file.") { run, file, state, stage, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var (path, filter) = (parsed.GetRequiredValue(file), new GroupFilter(parsed.GetValue(state) ?? [], parsed.GetValue(stage)));
            var written = await RunData.ReadRunAsync(RunPlace.Of(parsed, data, cluster), parsed.GetRequiredValue(run), handle =>
                LineFileWriter.WriteAsync(path, handle.Groups.ReadAsync(filter, newestFirst: false, session.Stop).Select(group => JsonText.LineOf(GroupJson.Of(group))), session.Stop), session.Stop);
            session.Terminal.Output.WriteLine(parsed.GetValue(output) == OutputFormat.Json
                ? JsonText.Of(new { file = written.Path, groups = written.Lines })
                : $"{Counted.Of(written.Lines, "group")} written to {written.Path}");
        });
        return command;
    }

    private static int ParseNumber(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, out var number))
            return number;
        result.AddError($"'{result.Tokens[0].Value}' is not the number of a group");
        return 0;
    }

    private static Option<GroupPhase[]?> State() => new("--state")
    {
        Description = "Only groups in these states: Open, or any of " + string.Join(", ", Enum.GetNames<GroupPhase>()) + ".",
        HelpName = "STATE",
        CustomParser = Parse,
    };

    private static GroupPhase[]? Parse(ArgumentResult result)
    {
        var phases = new List<GroupPhase>();
        foreach (var name in result.Tokens.SelectMany(token => token.Value.Split(',')))
            if (name.Equals(Open, StringComparison.OrdinalIgnoreCase))
                phases.AddRange(Enum.GetValues<GroupPhase>().Where(phase => phase < GroupPhase.Trained));
            else if (States.Contains(name, StringComparer.OrdinalIgnoreCase))
                phases.Add(Enum.Parse<GroupPhase>(name, ignoreCase: true));
            else
                result.AddError($"'{name}' is not a state of a group ({string.Join(", ", States)})");
        return [.. phases];
    }

    private static Option<string?> Stage() => new("--stage") { Description = "Only groups of this stage.", HelpName = "NAME" };

    private static Option<int> Limit()
    {
        var limit = new Option<int>("--limit") { Description = "Maximum number of groups to list.", HelpName = "N", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < 1))
                result.AddError("--limit must be a whole number of 1 or more");
        });
        return limit;
    }
}
