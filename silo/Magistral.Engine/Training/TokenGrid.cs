using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>A micro-batch as tensors: padded input rows, and the completion tokens to learn as a padded grid.</summary>
/// <remarks>
/// The last token of a completion is never an input. Only hidden states that predict a token to learn go through the head;
/// <see cref="Spread"/> puts their values where the token stands in [rows, longest completion], and <see cref="Mask"/> is 1 there: given tokens are as padding.
/// The tensors belong to the dispose scope that was open when it was made.
/// </remarks>
internal sealed class TokenGrid
{
    private readonly Device device;
    private readonly float[] mask;

    /// <param name="rows">Of each sequence: prompt, at least one token, completion, at least one, and which tokens of the completion are learned; at least one in all.</param>
    /// <param name="device">Where the tensors live.</param>
    public TokenGrid(IReadOnlyList<(int[] Prompt, int[] Completion, bool[] Learned)> rows, Device device)
    {
        this.device = device;
        Rows = rows.Count;
        Width = rows.Max(row => row.Prompt.Length + row.Completion.Length - 1);
        CompletionWidth = rows.Max(row => row.Completion.Length);
        LearnedTokens = rows.Sum(row => row.Learned.Count(isLearned => isLearned));

        var inputs = new long[Rows * Width];
        var (sources, targets) = (new long[LearnedTokens], new long[LearnedTokens]);
        var cells = new long[Rows * CompletionWidth];
        mask = new float[Rows * CompletionWidth];
        var next = 0;
        for (var row = 0; row < Rows; row++)
        {
            var (prompt, completion, learned) = rows[row];
            for (var i = 0; i < prompt.Length; i++) inputs[row * Width + i] = prompt[i];
            for (var i = 0; i < completion.Length; i++)
            {
                if (i + 1 < completion.Length) inputs[row * Width + prompt.Length + i] = completion[i];
                if (!learned[i]) continue;
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

    public int LearnedTokens { get; }

    /// <summary>[Rows · Width], int64.</summary>
    public Tensor Inputs { get; }

    /// <summary>[LearnedTokens], the input position that predicts each token, int64.</summary>
    public Tensor Sources { get; }

    /// <summary>[LearnedTokens], the tokens to predict, int64.</summary>
    public Tensor Targets { get; }

    /// <summary>[Rows, CompletionWidth], 1 for a token to learn, 0 for a given one and for padding.</summary>
    public Tensor Mask { get; }

    private Tensor Cells { get; }

    /// <summary>Puts a value of each token to learn into the grid; the rest holds any of them.</summary>
    /// <param name="values">[LearnedTokens].</param>
    /// <returns>[Rows, CompletionWidth], differentiable.</returns>
    public Tensor Spread(Tensor values) => values.index_select(0, Cells).view(Rows, CompletionWidth);

    /// <summary>A grid of numbers, with zeros but for tokens to learn.</summary>
    /// <param name="rows">One number a completion token.</param>
    public Tensor Grid(IEnumerable<float[]> rows)
    {
        var values = new float[Rows * CompletionWidth];
        var row = 0;
        foreach (var numbers in rows) numbers.CopyTo(values.AsSpan(row++ * CompletionWidth, CompletionWidth));
        for (var cell = 0; cell < values.Length; cell++)
            if (mask[cell] == 0) values[cell] = 0;
        return tensor(values, [Rows, CompletionWidth], device: device);
    }

    /// <summary>A column of one number a row, [Rows, 1].</summary>
    public Tensor Column(IEnumerable<float> numbers) => tensor(numbers.ToArray(), [Rows, 1], device: device);
}
