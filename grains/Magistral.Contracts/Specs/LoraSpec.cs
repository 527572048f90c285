namespace Magistral.Contracts.Specs;

/// <summary>A low-rank adapter: W + alpha / rank · B · A, of which A and B are trained (arXiv 2106.09685).</summary>
[GenerateSerializer, Immutable, Alias("magistral.lora-spec")]
public sealed record LoraSpec
{
    /// <summary>Rank of the adapter.</summary>
    [Id(0), Setting(Minimum = 1, Maximum = 4096)]
    public int Rank { get; init; } = 16;

    /// <summary>Alpha: the adapter's output is scaled by alpha / rank.</summary>
    [Id(1), Setting(Minimum = 0.001, Maximum = 65536)]
    public double Alpha { get; init; } = 32;

    /// <summary>Modules adapted in every layer.</summary>
    [Id(2), Setting(NotEmpty = true)]
    public IReadOnlyList<LoraModule> TargetModules { get; init; } =
        [LoraModule.Query, LoraModule.Key, LoraModule.Value, LoraModule.Output, LoraModule.Gate, LoraModule.Up, LoraModule.Down];
}
