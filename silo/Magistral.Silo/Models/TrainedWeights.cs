using Magistral.Engine.Adapters;
using Magistral.Engine.Models;

namespace Magistral.Silo.Models;

/// <summary>The weights of a model in training, and the adapter that is trained in their place if there is one.</summary>
/// <param name="parameters">The model's.</param>
/// <param name="adapter">What is trained in their place, or null.</param>
/// <remarks>Owns both. Use from one thread.</remarks>
public sealed class TrainedWeights(FlatParameters parameters, LoraParameters? adapter) : IDisposable
{
    /// <summary>The model's weights; frozen under an adapter.</summary>
    public FlatParameters Parameters => parameters;

    /// <summary>What is trained in their place, or null.</summary>
    public LoraParameters? Adapter => adapter;

    /// <summary>What is trained, published and kept in checkpoints.</summary>
    public FlatWeights Trained => adapter is null ? parameters : adapter;

    /// <inheritdoc/>
    public void Dispose()
    {
        adapter?.Dispose();
        parameters.Dispose();
    }
}
