using System.CommandLine;
using Magistral.Cli.Embedded;
using Magistral.Cli.Rendering;
using Magistral.Cli.Reports;
using Magistral.Client.Json;
using Magistral.Client.Runs;
using Magistral.Client.Specs;
using Magistral.Client.Training;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Silo.Models;
using Magistral.Silo.Training;
using Magistral.Storage.Datasets;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral train</c>: runs a curriculum in an embedded silo, shows it live, leaves checkpoints and a report; or has a service do it.</summary>
internal static class TrainCommand
{
    public static Command Create(Session session)
    {
        var spec = new Argument<string?>("spec") { Description = "A run spec in YAML (default: the bundled addition curriculum).", HelpName = "SPEC.yaml", Arity = ArgumentArity.ZeroOrOne };
        var run = new Option<string?>("--run") { Description = "Name of the run; the name of an unfinished run resumes it.", HelpName = "NAME" };
        var set = new Option<string[]>("--set") { Description = "Overrides a setting, such as rl.learning_rate=1e-4 or stages[1].l_max=60.", HelpName = "path=value", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Prints the resolved spec and exits." };
        var ((data, cluster), output) = (RunPlace.Options(), CommonOptions.Output());
        var command = new Command("train", "Trains a model: warm start, then reinforcement learning. Running the same command again resumes.") { spec, run, set, data, cluster, dryRun, output };
        command.SetAction(async (parsed, _) =>
        {
            var options = new TrainOptions(parsed.GetValue(spec), parsed.GetValue(run), parsed.GetValue(set) ?? [], parsed.GetValue(data), parsed.GetValue(output));
            var resolved = await options.ReadSpecAsync(session.Stop);
            var place = RunPlace.Of(parsed, data, cluster);
            if (!parsed.GetValue(dryRun))
                return (int)await (place.Cluster is null ? TrainAsync(session, options, resolved) : ServiceTraining.RunAsync(session, options, resolved, place));
            session.Terminal.Output.Write(options.Output == OutputFormat.Json ? RunSpecWriter.ToJson(resolved) + "\n" : RunSpecWriter.ToYaml(resolved));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<ExitCode> TrainAsync(Session session, TrainOptions options, RunSpec spec)
    {
        var directory = DataDirectory.Resolve(options.Data);
        if (!options.NamesOnlyARun)
            await CheckAsync(spec, session.Time, session.Stop);   // before there is a directory
        await using var silo = await EmbeddedSilo.StartAsync(directory, EmbeddedAccess.Write, session.Stop);
        var catalog = new RunCatalog(silo.Grains);
        var known = options.NamesOnlyARun ? await catalog.TryFindAsync(options.Run!, session.Stop) : null;
        var run = known ?? await SubmitCommand.SubmitAsync(catalog, spec, session.Stop);
        var end = await run.Run.DescribeAsync(session.Stop);
        if (end.State != RunLifecycle.Completed)
        {
            await silo.ServeAsync(run.Id, session.Stop);
            using var display = TrainDisplay.Create(session.Terminal, options.Output);
            end = await new TrainSession(run, session.StartedAt, session.Time).RunAsync(display.Show, session.Stop);
        }
        if (end.State == RunLifecycle.Paused)
            throw new CommandException(ExitCode.Failed, $"stopped: run '{end.Spec.Name}' is paused at step {end.LastStep?.Step ?? 0} and its checkpoint is written",
                $"continue with `{options.ContinueCommand(end.Spec.Name)}`");
        var report = await ReportFile.WriteAsync(directory, run, CancellationToken.None);
        await PrintAsync(session.Terminal, options, run, report);
        return ExitCode.Done;
    }

    /// <summary>What cannot be used is refused before there is a run.</summary>
    private static async Task CheckAsync(RunSpec spec, TimeProvider clock, CancellationToken cancellation)
    {
        var model = ModelPlan.Of(spec, clock);
        EmbeddedSilo.Limits.CheckTrainer(spec, model);
        await DataCheck.RunAsync(spec, model, new FileDatasets(), cancellation);
    }

    private static async Task PrintAsync(Terminal terminal, TrainOptions options, RunHandle run, string report)
    {
        var overview = await run.OverviewAsync(CancellationToken.None);
        if (options.Output == OutputFormat.Json)
            terminal.Output.WriteLine(JsonText.Of(RunJson.Of(overview, report)));
        else
            terminal.WriteResult(TrainSummary.Of(overview, report, options.Data is null ? "" : $" --data {TrainOptions.Quote(options.Data)}"));
    }
}
