using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>What the attention of a forward pass knows of positions: how far heads turn and, with a sliding window, who sees whom.</summary>
internal sealed class AttentionPositions
{
    private readonly ModelConfig config;
    private readonly Tensor? windowed;

    /// <param name="config">Of the model.</param>
    /// <param name="rotations">[≥ width, 1, head_dim / 2], complex.</param>
    /// <param name="width">Tokens a row.</param>
    /// <remarks>Its tensors belong to the dispose scope that is open.</remarks>
    public AttentionPositions(ModelConfig config, Tensor rotations, int width)
    {
        this.config = config;
        Width = width;
        Turns = rotations.narrow(0, 0, width);
        if (config.Window is { } window && window.Tokens < width)
            windowed = ones(width, width, dtype: ScalarType.Bool, device: rotations.device).tril(0).triu(1 - window.Tokens);
    }

    public int Width { get; }

    /// <summary>[width, 1, head_dim / 2], complex.</summary>
    public Tensor Turns { get; }

    /// <summary>[width, width], true where a position sees another; null for every earlier one.</summary>
    public Tensor? Mask(int layer) => config.SeenTokens(layer) < Width ? windowed : null;
}
