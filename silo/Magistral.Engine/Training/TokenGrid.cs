using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>A micro-batch as tensors: padded input rows, and the completion tokens to predict as a padded grid.</summary>
/// <remarks>
/// The last token of a completion is never an input. Only hidden states that predict a completion token go through the head;
/// <see cref="Spread"/> puts their values into [rows, longest completion], where <see cref="Mask"/> is 1 for a real token.
/// The tensors belong to the dispose scope that was open when it was made.
/// </remarks>
internal sealed class TokenGrid
{
    private readonly Device device;

    /// <param name="rows">Prompt, at least one token, and completion, at least one token, of each sequence.</param>
    /// <param name="device">Where the tensors live.</param>
    public TokenGrid(IReadOnlyList<(int[] Prompt, int[] Completion)> rows, Device device)
    {
        this.device = device;
        Rows = rows.Count;
        Width = rows.Max(row => row.Prompt.Length + row.Completion.Length - 1);
        CompletionWidth = rows.Max(row => row.Completion.Length);
        CompletionTokens = rows.Sum(row => row.Completion.Length);

        var inputs = new long[Rows * Width];
        var (sources, targets) = (new long[CompletionTokens], new long[CompletionTokens]);
        var (cells, mask) = (new long[Rows * CompletionWidth], new float[Rows * CompletionWidth]);
        var next = 0;
        for (var row = 0; row < Rows; row++)
        {
            var (prompt, completion) = rows[row];
            for (var i = 0; i < prompt.Length; i++) inputs[row * Width + i] = prompt[i];
            for (var i = 0; i < completion.Length; i++)
            {
                if (i + 1 < completion.Length) inputs[row * Width + prompt.Length + i] = completion[i];
                sources[next] = row * Width + prompt.Length - 1 + i;
                targets[next] = completion[i];
                cells[row * CompletionWidth + i] = next++;
                mask[row * CompletionWidth + i] = 1;
            }
        }

        Inputs = tensor(inputs, device: device);
        Sources = tensor(sources, device: device);
        Targets = tensor(targets, device: device);
        Cells = tensor(cells, device: device);
        Mask = tensor(mask, [Rows, CompletionWidth], device: device);
    }

    public int Rows { get; }

    /// <summary>Input tokens a row, padding included.</summary>
    public int Width { get; }

    public int CompletionWidth { get; }

    public int CompletionTokens { get; }

    /// <summary>[Rows · Width], int64.</summary>
    public Tensor Inputs { get; }

    /// <summary>[CompletionTokens], the input position that predicts each token, int64.</summary>
    public Tensor Sources { get; }

    /// <summary>[CompletionTokens], the tokens to predict, int64.</summary>
    public Tensor Targets { get; }

    /// <summary>[Rows, CompletionWidth], 1 for a completion token, 0 for padding.</summary>
    public Tensor Mask { get; }

    private Tensor Cells { get; }

    /// <summary>Puts a value of each completion token into the grid; padding holds any of them.</summary>
    /// <param name="values">[CompletionTokens].</param>
    /// <returns>[Rows, CompletionWidth], differentiable.</returns>
    public Tensor Spread(Tensor values) => values.index_select(0, Cells).view(Rows, CompletionWidth);

    /// <summary>A grid of numbers, with zeros as padding.</summary>
    /// <param name="rows">One number a completion token.</param>
    public Tensor Grid(IEnumerable<float[]> rows)
    {
        var values = new float[Rows * CompletionWidth];
        var row = 0;
        foreach (var numbers in rows) numbers.CopyTo(values.AsSpan(row++ * CompletionWidth, CompletionWidth));
        return tensor(values, [Rows, CompletionWidth], device: device);
    }

    /// <summary>A column of one number a row, [Rows, 1].</summary>
    public Tensor Column(IEnumerable<float> numbers) => tensor(numbers.ToArray(), [Rows, 1], device: device);
}
