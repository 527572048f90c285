using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Grains;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Generation;

/// <summary>Lets this silo's generator work on whatever runs: it joins runs that appear on the roster and leaves those that are gone from it.</summary>
public sealed partial class GeneratorFollower(IGrainFactory grains, GeneratorWorkers workers, SiloResources silo, TimeProvider clock, ILogger<GeneratorFollower> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                var roster = grains.GetGrain<IRunRosterGrain>(IRunRosterGrain.Key);
                await FollowAsync(await roster.ListAsync(stoppingToken).WaitAsync(Deadline, clock, stoppingToken));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested && GrainFaults.AreExpected(error))
            {
                LogRosterUnread(log, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FollowAsync(IReadOnlyList<string> runs)
    {
        var wanted = runs.Select(runId => new GeneratorKey(runId, silo.Name, silo.Device)).ToHashSet();
        foreach (var key in wanted)
            workers.Start(key.RunId, key.ToString());
        foreach (var gone in workers.Ids.Where(id => !wanted.Contains(GeneratorKey.Parse(id))).ToList())
        {
            LogLeft(log, gone);
            await workers.StopAsync(gone);
        }
    }

    [LoggerMessage(2111, LogLevel.Warning, "The roster of runs could not be read, the generators go on with what they have: {Reason}")]
    private static partial void LogRosterUnread(ILogger log, string reason);

    [LoggerMessage(2112, LogLevel.Information, "Generator {GeneratorId} leaves its run, which is over")]
    private static partial void LogLeft(ILogger log, string generatorId);
}
