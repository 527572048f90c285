using System.CommandLine;
using System.Globalization;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Contracts;
using Magistral.Contracts.Runs;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral runs watch</c>: the numbered events of a run of a service, as they come.</summary>
internal static class WatchCommand
{
    public static Command Create(Session session)
    {
        var (run, cluster, output) = (CommonOptions.Run(), RunPlace.ClusterOption(), CommonOptions.Output());
        var after = new Option<long>("--after") { Description = "Only events after this number.", HelpName = "N" };
        var command = new Command("watch", "Streams the numbered events of a run until it ends; with json, one line per event.") { run, after, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            var handle = await client.Runs.FindAsync(parsed.GetRequiredValue(run), session.Stop);
            await foreach (var entry in handle.WatchAsync(parsed.GetValue(after), session.Stop))
            {
                session.Terminal.Output.WriteLine(parsed.GetValue(output) == OutputFormat.Json ? JsonText.LineOf(entry) : LineOf(entry));
                await session.Terminal.Output.FlushAsync(session.Stop);
            }
        });
        return command;
    }

    private static string LineOf(RunFeedEntry entry) => string.Create(CultureInfo.InvariantCulture,
        $"{entry.Sequence,6} {entry.At.UtcDateTime:HH:mm:ss} {entry.What}{(entry.Step is { } step ? $": reward {step.BatchReward:0.000}, entropy {step.Entropy:0.000}, {Counted.Of(step.Tokens, "token")}" : "")}");
}
