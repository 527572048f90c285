using Magistral.Client.Connections;
using Magistral.Client.Specs;

namespace Magistral.Client.Tests.Service;

/// <summary>The example of the package's README, compiled.</summary>
internal static class ReadmeExample
{
    public static async Task<long> RunAsync(long lastSeen, string folder, CancellationToken cancellation)
    {
        // example: begin
        await using var client = await MagistralClient.ConnectAsync(new()
        {
            Gateways = { "127.0.0.1:30000" },                                        // or Redis = "HOST:6379"
            ApiKey = Environment.GetEnvironmentVariable("MAGISTRAL_API_KEY"),        // null where the service asks for none
        }, cancellation);

        var spec = new RunSpecBuilder("addition-1")
            .Seed(7)
            .Rl(rl => rl with { MaxStaleness = 2, MaxSteps = 200 })
            .Stage("two-digits", stage => stage with { Problems = new() { Digits = 2 }, LMax = 40 })
            .Stage("three-digits", stage => stage with { Problems = new() { Digits = 3 }, LMax = 48, PromoteAt = 0.95 })
            .Build();

        var run = await client.Runs.SubmitAsync(spec, cancellation);                 // submitted again, it is the same run
        await run.ResumeAsync(cancellation);                                         // starts it; a running one goes on as it does

        await foreach (var entry in run.WatchAsync(after: lastSeen, cancellation))   // ends with the run
        {
            Console.WriteLine($"{entry.Sequence} {entry.At:u} {entry.What} {entry.Step?.BatchReward}");
            lastSeen = entry.Sequence;                                               // keep it: the next watch goes on from here
        }

        var newest = (await run.CheckpointsAsync(cancellation))[^1];
        await run.DownloadCheckpointAsync(newest.Step, folder, cancellation);        // every hash is checked
        // example: end
        return lastSeen;
    }
}
