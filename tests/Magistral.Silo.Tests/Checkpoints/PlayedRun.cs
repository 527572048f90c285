using System.Security.Cryptography;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Checkpoints;
using Magistral.Grains.Storage;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Hosting;
using Magistral.Silo.Tests.Training;
using Xunit;

namespace Magistral.Silo.Tests.Checkpoints;

/// <summary>A run whose trainer a test plays, as far as checkpoints go.</summary>
internal sealed class PlayedRun(TinyService service, string runId)
{
    /// <summary>Parts of a checkpoint.</summary>
    public static readonly string[] Parts = [CheckpointParts.Weights, CheckpointParts.Optimizer, CheckpointParts.Curriculum, CheckpointParts.Trainer];

    private TrainerTerm term;

    public string Id => runId;

    public IRunGrain Run => service.Run(runId);

    public string Prefix => CheckpointObjects.PrefixOf(runId);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<PlayedRun> StartAsync(TinyService service, string name, int keep)
    {
        var spec = TinyService.Spec with { Name = name, Checkpoints = TinyService.Spec.Checkpoints with { Keep = keep } };
        return new(service, await service.Grains.GetGrain<IRunDirectoryGrain>("tenant").SubmitAsync(spec, Cancellation));
    }

    /// <summary>A trainer takes charge and falls back, as each does that starts.</summary>
    /// <returns>The step it goes on from; -1 for none.</returns>
    public async Task<int> TakeChargeAsync()
    {
        term = await Run.BeginTermAsync(Guid.NewGuid().ToString("N"), Cancellation);
        var last = (await Run.DescribeAsync(Cancellation)).Checkpoints is [.., var newest] ? newest : -1;
        await Run.FallBackAsync(Math.Max(0, last), term, Cancellation);
        return last;
    }

    /// <summary>Writes the checkpoint of a step as the trainer in charge.</summary>
    public Task WriteAsync(int step) => Upload().WriteAsync(step, new(step), [.. Parts.Select(part => (part, (Func<Stream>)(() => new MemoryStream(Content(step, part)))))], Cancellation);

    public Task CompleteAsync() => Run.CompletedAsync("done", term, Cancellation);

    public async Task<CheckpointView> DescribeAsync(int step) =>
        await service.Grains.GetGrain<ICheckpointGrain>(new CheckpointKey(runId, step).ToString()).DescribeAsync(Cancellation);

    public async Task<List<string>> ListedAsync() => await service.Store.ListAsync(Prefix, Cancellation).Select(entry => entry.Key.Value).ToListAsync(Cancellation);

    /// <summary>Every kept checkpoint is whole, and what they name is all there is.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        var named = new List<string>();
        foreach (var step in (await Run.DescribeAsync(Cancellation)).Checkpoints)
        {
            var view = await DescribeAsync(step);
            Assert.Equal(CheckpointStatus.Committed, view.Status);
            Assert.Equal(Parts, view.Manifest!.Parts.Select(part => part.Name));
            foreach (var part in view.Manifest.Parts)
            {
                named.Add(part.Key);
                var stored = await service.Store.GetAsync(new StoreKey(part.Key), Cancellation);
                Assert.Equal(part.Sha256, Convert.ToHexStringLower(SHA256.HashData(stored!.Content.Span)));
            }
        }
        Assert.Equal(named.Order(StringComparer.Ordinal), await ListedAsync());
    }

    /// <summary>That of the trainer in charge.</summary>
    private CheckpointUpload Upload() =>
        new(runId, term, service.SiloGrains, service.Store, new GrainCalls(TimeProvider.System, TimeSpan.FromMilliseconds(200)), TimeProvider.System);

    private static byte[] Content(int step, string part) => [.. BitConverter.GetBytes(step), .. System.Text.Encoding.UTF8.GetBytes(part)];
}
