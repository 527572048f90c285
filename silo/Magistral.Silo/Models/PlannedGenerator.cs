using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Models;

/// <summary>A generator of a planned model, with the frozen weights it shares if it has an adapter.</summary>
/// <remarks>Use and dispose on one thread.</remarks>
public sealed class PlannedGenerator : IDisposable
{
    private readonly FlatParameters? frozen;

    /// <param name="model">The model.</param>
    /// <param name="weights">What was trained of it; null for the weights it starts from.</param>
    /// <param name="options">Size and place.</param>
    /// <exception cref="WeightShapeException">The weights are of another model.</exception>
    public PlannedGenerator(ModelPlan model, WeightSnapshot? weights, GeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (weights is not null && model.Lora is null)
        {
            Generator = new TorchGenerator(model.Config, weights, options);
            return;
        }

        var start = model.Base(options.Device);
        try
        {
            if (weights is not null)
                (Generator, frozen) = (new TorchGenerator(start, model.Lora!, weights, options), start);
            else
                Generator = new TorchGenerator(start, version: 0, options);
        }
        finally
        {
            if (frozen is null)
                start.Dispose();   // the generator has its own copy
        }
    }

    /// <summary>The generator over the planned model; disposed with this.</summary>
    public TorchGenerator Generator { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Generator.Dispose();
        frozen?.Dispose();
    }
}
