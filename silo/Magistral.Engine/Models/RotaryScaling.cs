namespace Magistral.Engine.Models;

/// <summary>How rotary frequencies are stretched so that a model reaches further than it was first trained for.</summary>
/// <remarks>Immutable; compared by value.</remarks>
public sealed record RotaryScaling
{
    /// <summary>How frequencies are scaled for long contexts.</summary>
    public required RotaryScalingKind Kind { get; init; }

    /// <summary>How much slower the stretched frequencies turn, ≥ 1.</summary>
    public required double Factor { get; init; }

    /// <summary><see cref="RotaryScalingKind.Llama3"/>: waves longer than the original context over this are stretched in full, > 0.</summary>
    public double LowFrequencyFactor { get; init; } = 1;

    /// <summary><see cref="RotaryScalingKind.Llama3"/>: waves shorter than the original context over this stay, above the low factor.</summary>
    public double HighFrequencyFactor { get; init; } = 4;

    /// <summary><see cref="RotaryScalingKind.Llama3"/>: the context of the first training in tokens, ≥ 1.</summary>
    public int OriginalContext { get; init; } = 8192;

    /// <summary>The stretched frequency.</summary>
    /// <param name="frequency">Radians a position, > 0.</param>
    public double Apply(double frequency)
    {
        if (Kind == RotaryScalingKind.Linear) return frequency / Factor;
        var turns = OriginalContext * frequency / (2 * Math.PI);   // over the original context
        if (turns < LowFrequencyFactor) return frequency / Factor;
        if (turns > HighFrequencyFactor) return frequency;
        var share = (turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor);
        return (1 - share) * frequency / Factor + share * frequency;
    }

    internal void Validate()
    {
        if (!(Factor >= 1 && double.IsFinite(Factor))) throw new ModelConfigException($"the rotary scaling factor is {Factor}", "use 1 or more");
        if (Kind == RotaryScalingKind.Linear) return;
        if (!(LowFrequencyFactor > 0 && HighFrequencyFactor > LowFrequencyFactor && double.IsFinite(HighFrequencyFactor)))
            throw new ModelConfigException(
                $"the rotary frequency factors are {LowFrequencyFactor} and {HighFrequencyFactor}", "use a positive low factor below the high one");
        if (OriginalContext < 1) throw new ModelConfigException($"the original context of the rotary scaling is {OriginalContext}", "use at least 1");
    }
}
