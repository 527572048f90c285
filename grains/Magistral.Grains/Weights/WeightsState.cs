using Magistral.Contracts.Training.Terms;
using Magistral.Contracts.Weights;
using Magistral.Method.Generation;

namespace Magistral.Grains.Weights;

/// <summary>The newest version and the staleness ledger.</summary>
public sealed record WeightsState
{
    /// <summary>The newest version; null before the first.</summary>
    public WeightVersion? Version { get; init; }

    /// <summary>The term of the trainer in charge, as far as it was heard of.</summary>
    public TrainerTerm Term { get; init; }

    /// <summary>The term in which it was published; null once its trainer, or a later one, fell back.</summary>
    public TrainerTerm? PublishedIn { get; init; }

    /// <summary>Optimizer updates in the newest version.</summary>
    public int Step { get; init; }

    /// <summary>Its hash.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Tokens by lag of the updates that a committed checkpoint holds, by rising lag.</summary>
    public IReadOnlyList<LagCount> Committed { get; init; } = [];

    /// <summary>Updates after that checkpoint, by rising step.</summary>
    public IReadOnlyList<UpdateLags> Updates { get; init; } = [];

    /// <summary>The version each generator served last.</summary>
    public IReadOnlyDictionary<string, WeightVersion> Serving { get; init; } = new Dictionary<string, WeightVersion>();

    /// <summary>The last publications, by rising version.</summary>
    public IReadOnlyList<PublishedWeights> Recent { get; init; } = [];

    /// <summary>The secret of the run's weight streams; null until someone asks.</summary>
    public WeightToken? Token { get; init; }
}
