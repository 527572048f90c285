namespace Magistral.Contracts.Generation;

/// <summary>Held-out accuracy on one stage.</summary>
/// <param name="Stage">Name of the RL stage.</param>
/// <param name="Problems">Held-out problems answered.</param>
/// <param name="Correct">Of those, right ones.</param>
[GenerateSerializer, Immutable, Alias("magistral.stage-evaluation")]
public sealed record StageEvaluation([property: Id(0)] string Stage, [property: Id(1)] int Problems, [property: Id(2)] int Correct)
{
    /// <summary>Share of right answers, 0 to 1.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double PassAt1 => Problems == 0 ? 0 : (double)Correct / Problems;

    /// <summary>Standard error of <see cref="PassAt1"/> (binomial).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double StandardError => Problems == 0 ? 0 : Math.Sqrt(PassAt1 * (1 - PassAt1) / Problems);
}
