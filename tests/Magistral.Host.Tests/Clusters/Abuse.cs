using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using Magistral.Client.Connections;
using Magistral.Contracts;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Weights;
using Orleans.Core.Internal;

namespace Magistral.Host.Tests.Clusters;

/// <summary>What a tenant, or nobody at all, does to a service that others use.</summary>
internal static class Abuse
{
    private const int PreambleBytes = 16;
    private static readonly TimeSpan HugePause = TimeSpan.FromSeconds(1); // else it measures what the abuser itself takes of the machine

    /// <summary>Keeps connections open that say nothing, and opens one again as soon as it is closed.</summary>
    public static Task HalfOpenAsync(int port, int count, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => AgainAsync(port, [], TimeSpan.Zero, stop)));

    /// <summary>Connections that announce a body of 100 MB and send 95.</summary>
    public static Task HugeMessagesAsync(int port, CancellationToken stop)
    {
        var lengths = new byte[4 + PreambleBytes + 8];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, PreambleBytes);
        BinaryPrimitives.WriteInt32LittleEndian(lengths.AsSpan(4 + PreambleBytes), 100);
        BinaryPrimitives.WriteInt32LittleEndian(lengths.AsSpan(8 + PreambleBytes), 100 << 20);
        return Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AgainAsync(port, lengths, HugePause, stop)));
    }

    /// <summary>Asks for grains of a run to be taken out of memory.</summary>
    public static async Task DeactivateAsync(IGrainFactory grains, string runId, CancellationToken stop)
    {
        IAddressable[] targets =
        [
            grains.GetGrain<IRunGrain>(runId), grains.GetGrain<IRolloutQueueGrain>(runId), grains.GetGrain<IWeightsGrain>(runId), grains.GetGrain<ICurriculumGrain>(runId),
        ];
        while (!stop.IsCancellationRequested)
            await Task.WhenAll(targets.Select(target => IgnoredAsync(() => target.AsReference<IGrainManagementExtension>().DeactivateOnIdle(stop).AsTask())));
    }

    /// <summary>Submits specs that no reader would let through, again and again.</summary>
    public static async Task BadSpecsAsync(MagistralClient client, RunSpec good, CancellationToken stop)
    {
        RunSpec[] bad =
        [
            good with { Evaluation = good.Evaluation with { EverySteps = -1, Problems = 0 } },
            good with { Stages = [good.Stages[0] with { LMax = -5 }] },
            good with { Rl = good.Rl with { GroupSize = 1_000_000_000 } },
            good with { Rl = good.Rl with { NAsync = 1_000_000_000 } },
            good with { Stages = [good.Stages[0] with { Problems = new() { Digits = 19 } }] },
            good with { Sft = good.Sft with { TracesPerStage = [int.MaxValue] } },
        ];
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var spec = bad[i % bad.Length] with { Name = string.Create(CultureInfo.InvariantCulture, $"bad-{i}") };
            await IgnoredAsync(async () =>
            {
                await client.Runs.SubmitAsync(spec, stop);
                Assert.Fail($"a spec that cannot run was taken: {RunSpecJson.Write(spec)}");
            });
        }
    }

    /// <summary>Submits many runs and resumes some.</summary>
    /// <returns>How many were kept.</returns>
    public static async Task<int> ManyRunsAsync(MagistralClient client, RunSpec spec, int submitted, int resumed, CancellationToken stop)
    {
        var kept = 0;
        foreach (var numbers in Enumerable.Range(0, submitted).Chunk(8))
            await Task.WhenAll(numbers.Select(number => IgnoredAsync(async () =>
            {
                var run = await client.Runs.SubmitAsync(spec with { Name = string.Create(CultureInfo.InvariantCulture, $"many-{number}") }, stop);
                Interlocked.Increment(ref kept);
                if (number < resumed)
                    await run.ResumeAsync(stop);
            })));
        return kept;
    }

    private static async Task AgainAsync(int port, byte[] first, TimeSpan pause, CancellationToken stop)
    {
        var piece = new byte[first.Length == 0 ? 256 : 1 << 20];
        while (!stop.IsCancellationRequested)
        {
            await IgnoredAsync(async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, stop);
                await client.GetStream().WriteAsync(first, stop);
                for (var sent = 0; first.Length > 0 && sent < 95; sent++)
                    await client.GetStream().WriteAsync(piece, stop);
                while (await client.GetStream().ReadAsync(piece, stop) > 0)
                {
                    // whatever it says
                }
            });
            await IgnoredAsync(() => Task.Delay(pause, stop));
        }
    }

    /// <summary>What is refused or closed is what the abuser expects.</summary>
    private static async Task IgnoredAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception error) when (error is IOException or SocketException or MagistralException or OrleansException or TimeoutException or OperationCanceledException)
        {
            // goes on
        }
    }
}
