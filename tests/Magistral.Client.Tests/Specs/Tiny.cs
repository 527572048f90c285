namespace Magistral.Client.Tests.Specs;

/// <summary>A small spec in which each line is one thing that a test can spoil.</summary>
internal static class Tiny
{
    public const string Yaml = """
        name: tiny
        seed: 7
        sft: { steps: 2, traces_per_stage: [8] }
        rl:
          group_size: 4
          n_async: 8
          n_batch: 8
          n_minibatch: 8
          learning_rate: 1e-3
        stages:
          - name: one
            problems: { digits: 1 }
            l_max: 20
            l_cache: 4

        """;

    public static string With(string old, string @new)
    {
        Assert.Contains(old, Yaml, StringComparison.Ordinal);
        return Yaml.Replace(old, @new, StringComparison.Ordinal);
    }
}
