using Magistral.Engine.Lanes;
using Magistral.Engine.Models;
using Magistral.Engine.Models.Networks;
using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.HuggingFace;

/// <summary>Compares the engine on a model folder with what the reference implementation computed: forward, gradients and generation.</summary>
/// <remarks>
/// Computes in float32, whatever the weights are stored as. A reference whose whole model was cast to a half-width type before it was saved has its
/// rotary frequencies rounded to that type too. When exact frequencies do not agree with such a folder, rounded ones are tried, and the result says so;
/// the engine itself never rounds them.
/// </remarks>
public static class ModelCheck
{
    private const double LogProbTolerance = 2e-4;
    private const double LogitTolerance = 2e-3;
    private const double RelativeTolerance = 1e-3;

    /// <summary>Runs every comparison on the calling thread.</summary>
    /// <param name="directory">A model folder with an `expected.json`.</param>
    /// <returns>One figure a comparison, and under which rotary frequencies.</returns>
    /// <exception cref="Contracts.MagistralException">The folder or its expected outputs cannot be used.</exception>
    public static ModelCheckResult Run(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var folder = ModelFolder.Open(directory);
        var expected = ExpectedOutputs.Read(folder.DirectoryPath);
        RequireSameModel(folder, expected);
        var exact = Run(folder, expected, NumberFormat.F32);
        if (exact.Passed || folder.Format == NumberFormat.F32) return exact;
        return Run(folder, expected, folder.Format) is { Passed: true } rounded ? rounded : exact;
    }

    private static ModelCheckResult Run(ModelFolder folder, ExpectedOutputs expected, NumberFormat frequencies)
    {
        var needed = Math.Max(expected.InputIds[0].Length, expected.GreedyPrompt.Length) + expected.GreedyContinuation.Length;
        var config = folder.Config with { Context = Math.Min(needed, folder.Config.Context), RopePrecision = frequencies };
        using var parameters = folder.Load(ComputeDevice.Cpu, NumberFormat.F32, config);
        return new([.. Forward(parameters, expected), .. new GreedyCheck(parameters, expected).Run()], frequencies);
    }

    private static void RequireSameModel(ModelFolder folder, ExpectedOutputs expected)
    {
        var (vocabulary, context) = (folder.Config.Vocabulary, folder.Config.Context);
        var tokens = expected.InputIds.SelectMany(row => row).Concat(expected.GreedyPrompt).Concat(expected.GreedyContinuation);
        var fault = tokens.Any(token => (uint)token >= (uint)vocabulary) ? $"tokens beyond the vocabulary of {vocabulary}"
            : expected.LastLogits.Any(row => row.Length != vocabulary) ? $"logits of another vocabulary than {vocabulary}"
            : expected.InputIds[0].Length > context || expected.GreedyPrompt.Length >= context ? $"rows longer than the context of {context}"
            : null;
        if (fault is not null) throw new ModelFolderException($"{Path.Combine(folder.DirectoryPath, ExpectedOutputs.FileName)} has {fault}", "use the file of this model");
    }

    private static List<ModelCheckFigure> Forward(FlatParameters parameters, ExpectedOutputs expected)
    {
        EngineThread.Use(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var model = new CausalLanguageModel(parameters);
        var (rows, width) = (expected.InputIds.Length, expected.InputIds[0].Length);
        var inputs = tensor(expected.InputIds.SelectMany(row => row).Select(token => (long)token).ToArray());
        var logits = model.Logits(model.Hidden(inputs, width), null);
        var distribution = logits.log_softmax(-1);
        var places = Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, expected.Lengths[row] - 1).Select(at => (Row: row, At: at))).ToArray();
        var sources = tensor(places.Select(place => (long)place.Row * width + place.At).ToArray());
        var targets = tensor(places.Select(place => (long)expected.InputIds[place.Row][place.At + 1]).ToArray());
        var chosen = distribution.index_select(0, sources).gather(1, targets.unsqueeze(1)).squeeze(1);
        var loss = -chosen.mean();
        model.Backward(loss);

        var largest = new LargestDifference();
        var logProbs = chosen.data<float>().ToArray();
        for (var i = 0; i < places.Length; i++)
            largest.Absolute(logProbs[i], expected.TokenLogprobs[places[i].Row][places[i].At], $"row {places[i].Row}, token {places[i].At + 1}");
        return
        [
            largest.Figure("token_logprobs", LogProbTolerance),
            LastLogits(logits, width, expected),
            new LargestDifference().Relative(loss.item<float>(), expected.SftLoss, "all rows").Figure("sft_loss", RelativeTolerance),
            .. Gradients(parameters, model.Leaves.Gradient, expected),
        ];
    }

    private static ModelCheckFigure LastLogits(Tensor logits, int width, ExpectedOutputs expected)
    {
        var largest = new LargestDifference();
        for (var row = 0; row < expected.Lengths.Length; row++)
        {
            var found = logits.select(0, row * width + expected.Lengths[row] - 1).data<float>().ToArray();
            for (var token = 0; token < found.Length; token++) largest.Absolute(found[token], expected.LastLogits[row][token], $"row {row}, token {token}");
        }

        return largest.Figure("last_logits", LogitTolerance);
    }

    private static IEnumerable<ModelCheckFigure> Gradients(FlatParameters parameters, Tensor gradient, ExpectedOutputs expected)
    {
        using var quiet = no_grad();
        if (expected.GradNorm is { } whole)
            yield return new LargestDifference().Relative(gradient.norm().item<float>(), whole, "all parameters").Figure("grad_norm", RelativeTolerance);
        var largest = new LargestDifference();
        var tensors = TensorMap.Of(parameters.Config, parameters.Layout).ToDictionary(tensor => tensor.Name);
        foreach (var (name, norm) in expected.GradNorms)
            largest.Relative(tensors.TryGetValue(name, out var mapped) ? mapped.Read(gradient, 0, mapped.Rows).norm().item<float>() : double.NaN, norm, name);
        foreach (var name in tensors.Keys.Where(name => !expected.GradNorms.ContainsKey(name))) largest.Relative(double.NaN, 1, name);
        yield return largest.Figure("grad_norms", RelativeTolerance);
    }
}
