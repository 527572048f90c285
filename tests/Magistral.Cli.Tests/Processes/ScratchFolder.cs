namespace Magistral.Cli.Tests.Processes;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"magistral-{Guid.NewGuid():N}");

    /// <summary>Writes a run spec that trains within seconds.</summary>
    public string TinySpec(int steps)
    {
        var file = System.IO.Path.Combine(Path, "tiny.yaml");
        File.WriteAllText(file, $$"""
            name: tiny
            model: { hidden: 32, layers: 1, heads: 2, kv_heads: 1, feed_forward: 32, context: 48 }
            sft: { steps: 200, batch: 32, traces_per_stage: [400], slip_share: 0.6, slip_rate: 0.5 }
            rl: { group_size: 4, n_async: 16, n_batch: 16, n_minibatch: 8, max_staleness: 2, max_steps: {{steps}}, microbatch_tokens: 256, learning_rate: 1e-4 }
            stages:
              - { name: one-digit, problems: { digits: 1 }, l_max: 24, l_cache: 4, promote_at: 1.0, window_groups: 1000 }
            evaluation: { problems: 16, every_steps: 20, curve_problems: 8 }
            checkpoints: { every_steps: 10, keep: 2 }
            """);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
