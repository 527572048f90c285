using System.CommandLine;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Client.Runs;
using Magistral.Client.Specs;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral submit</c>: gives a run to a service, which trains it.</summary>
internal static class SubmitCommand
{
    public static Command Create(Session session)
    {
        var spec = new Argument<string?>("spec") { Description = "A run spec in YAML (default: the bundled addition curriculum).", HelpName = "SPEC.yaml", Arity = ArgumentArity.ZeroOrOne };
        var run = new Option<string?>("--run") { Description = "Name of the run; submitting the same name again finds the same run.", HelpName = "NAME" };
        var set = new Option<string[]>("--set") { Description = "Overrides a setting, such as rl.learning_rate=1e-4 or stages[1].l_max=60.", HelpName = "path=value", Arity = ArgumentArity.OneOrMore };
        var (cluster, output) = (RunPlace.ClusterOption(), CommonOptions.Output());
        var command = new Command("submit", "Submits a run to a service, which starts it. Running the same command again finds the same run.") { spec, run, set, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var options = new TrainOptions(parsed.GetValue(spec), parsed.GetValue(run), parsed.GetValue(set) ?? [], null, parsed.GetValue(output));
            var resolved = await options.ReadSpecAsync(session.Stop);
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            var handle = await SubmitAsync(client.Runs, resolved, session.Stop);
            var stands = await handle.Run.DescribeAsync(session.Stop);
            if (stands.State == RunLifecycle.Created)
            {
                await handle.ResumeAsync(session.Stop);
                stands = await handle.Run.DescribeAsync(session.Stop);
            }
            session.Terminal.Output.WriteLine(options.Output == OutputFormat.Json
                ? JsonText.Of(new { run = resolved.Name, id = handle.Id, stands.State, stands.Reason })
                : $"{resolved.Name} is run {handle.Id}{(stands.State == RunLifecycle.Queued ? $", which {stands.Reason}" : "")}");
        });
        return command;
    }

    /// <summary>Submits a run; a spec that differs from the one of that name is refused with the difference.</summary>
    public static async Task<RunHandle> SubmitAsync(RunCatalog runs, RunSpec spec, CancellationToken cancellation)
    {
        try
        {
            return await runs.SubmitAsync(spec, cancellation);
        }
        catch (RunSpecConflictException conflict)
        {
            var old = await (await runs.FindAsync(spec.Name, cancellation)).Run.SpecAsync(cancellation);
            throw new CommandException(ExitCode.WrongUse, $"{conflict.What} ({string.Join("; ", RunSpecDifference.Between(old, spec))})", conflict.Remedy);
        }
    }
}
