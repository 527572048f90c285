namespace Magistral.Engine.Adapters;

/// <summary>A low-rank adapter: W + scale · B · A with A [rank, inputs] and B [outputs, rank] (arXiv 2106.09685).</summary>
/// <remarks>Immutable.</remarks>
public sealed record LoraOptions
{
    /// <summary>The linear modules of every layer, by their names in transformers.</summary>
    public static IReadOnlyList<string> AllModules { get; } = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    /// <summary>Rows of A, ≥ 1.</summary>
    public int Rank { get; init; } = 16;

    /// <summary>Numerator of the scale, > 0.</summary>
    public double Alpha { get; init; } = 32;

    /// <summary>Divide by √rank in place of rank (arXiv 2312.03732).</summary>
    public bool RankStabilised { get; init; }

    /// <summary>Which modules of every layer are adapted.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = AllModules;

    /// <summary>Factor of B · A.</summary>
    public double Scale => Alpha / (RankStabilised ? Math.Sqrt(Rank) : Rank);

    /// <summary>Throws unless an adapter can be made of it.</summary>
    /// <returns>This instance.</returns>
    /// <exception cref="AdapterException">A number is out of its range, or a module is unknown.</exception>
    public LoraOptions Validate()
    {
        if (Rank < 1) throw new AdapterException($"the adapter's rank is {Rank}", "use at least 1");
        if (!(Alpha > 0 && double.IsFinite(Alpha))) throw new AdapterException($"the adapter's alpha is {Alpha}", "use a positive number, such as twice the rank");
        if (TargetModules.Count == 0) throw new AdapterException("the adapter has no target module", $"choose among {string.Join(", ", AllModules)}");
        if (TargetModules.FirstOrDefault(module => !AllModules.Contains(module)) is { } unknown)
            throw new AdapterException($"the adapter's target module {unknown} is unknown", $"choose among {string.Join(", ", AllModules)}");
        return this;
    }
}
