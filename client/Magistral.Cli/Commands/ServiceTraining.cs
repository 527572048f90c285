using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Client.Connections;
using Magistral.Client.Runs;
using Magistral.Client.Training;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Training;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral train --cluster</c>: gives a run to a service and follows it to its end. Stopped, it leaves the run to the service.</summary>
internal static class ServiceTraining
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<ExitCode> RunAsync(Session session, TrainOptions options, RunSpec spec, RunPlace place)
    {
        await using var client = await MagistralClient.ConnectAsync(place.ClientOptions(), session.Stop);
        var run = options.NamesOnlyARun && await client.Runs.TryFindAsync(options.Run!, session.Stop) is { } known ? known : await SubmitCommand.SubmitAsync(client.Runs, spec, session.Stop);
        if ((await run.Run.DescribeAsync(session.Stop)).State != RunLifecycle.Completed)
            await run.ResumeAsync(session.Stop);
        using (var display = TrainDisplay.Create(session.Terminal, options.Output))
            await FollowAsync(session, run, display.Show);
        var overview = await run.OverviewAsync(session.Stop);
        if (options.Output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(RunJson.Of(overview)));
        else
            session.Terminal.WriteResult(RunTables.Show(overview));
        return ExitCode.Done;
    }

    private static async Task FollowAsync(Session session, RunHandle run, Action<TrainProgress> tell)
    {
        var name = "";
        try
        {
            while (true)
            {
                var description = await run.Run.DescribeAsync(session.Stop);
                name = description.Spec.Name;
                // the trainer may be between two silos, so what it does is told by the run
                var activity = description.State != RunLifecycle.Running ? TrainerActivity.Idle : description.LastStep is null ? TrainerActivity.Loading : TrainerActivity.Training;
                tell(new(description, new(activity, "", null), session.Time.GetUtcNow() - session.StartedAt, Stopping: false));
                if (description.State == RunLifecycle.Completed)
                    return;
                if (description.State is RunLifecycle.Failed or RunLifecycle.Cancelled or RunLifecycle.Paused)
                    throw new CommandException(ExitCode.Failed, $"run '{name}' is {description.State.ToString().ToLowerInvariant()}{(description.Reason.Length > 0 ? $", {description.Reason}" : "")}",
                        "`magistral runs show` tells how it stands");
                await Task.Delay(Pause, session.Time, session.Stop);
            }
        }
        catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.Failed, $"stopped watching run '{name}', which goes on in the service", $"see it with `magistral runs watch {name}`, stop it with `magistral runs pause {name}`");
        }
    }
}
