namespace Magistral.Cli.Tests.Processes;

/// <summary>A folder of one test, with a tiny spec in it.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Spec = """
        name: tiny
        model: { hidden: 32, layers: 1, heads: 2, kv_heads: 2, feed_forward: 64 }
        sft: { steps: 100, batch: 16, learning_rate: 1e-2, traces_per_stage: [200, 200] }
        rl: { group_size: 8, n_async: 32, n_batch: 32, n_minibatch: 32, max_steps: 12 }
        stages:
          - { name: one, problems: { digits: 1 }, l_max: 20, l_cache: 4 }
          - { name: two, problems: { digits: 2 }, l_max: 30, l_cache: 4 }
        evaluation: { problems: 32, every_steps: 6, curve_problems: 16 }
        checkpoints: { every_steps: 4 }

        """;

    public WorkFolder()
    {
        SpecFile = Write("tiny.yaml", Spec);
        Data = Path.Combine(Root, "data");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("magistral-cli-").FullName;

    public string SpecFile { get; }

    public string Data { get; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
