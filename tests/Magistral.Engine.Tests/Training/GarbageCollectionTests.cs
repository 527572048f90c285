using Magistral.Engine.Models;
using Magistral.Engine.Training;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Engine.Tests.Training;

/// <summary>TorchSharp frees scalars in their finalizers, also during the native call they are passed to.</summary>
public sealed class GarbageCollectionTests
{
    [Fact]
    public void Updates_survive_collections_that_never_stop()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0, GCCollectionMode.Forced, blocking: true);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            var config = new ModelConfig { Hidden = 16, Layers = 2, Heads = 2, KvHeads = 1, FeedForward = 32, Vocabulary = 12, Context = 24 };
            using var parameters = FlatParameters.Create(config, 1, ComputeDevice.Cpu);
            using var trainer = new PolicyTrainer(parameters, new PolicyTrainerOptions { MicrobatchTokens = 64, Threads = 2 });
            var minibatch = Enumerable.Range(0, 16).Select(i => new TrainingSequence
            {
                PromptTokens = [1, 2, i % 12],
                Completion = TokenStream.Sampled([3, 4, 5, i % 7], [-1f, -2f, -2f, -1f], new(0)),
                Advantage = i % 2 == 0 ? 1 : -1,
                GroupIndex = i / 4,
            }).ToList();
            for (var step = 0; step < 400; step++)
                Assert.True(double.IsFinite(trainer.Step(minibatch).Loss));
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
