using Magistral.Contracts;
using Magistral.Engine.Benchmarks;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>A model folder, and its comparison with another implementation, laid out for people.</summary>
internal static class ModelTables
{
    public static IRenderable Check(ModelCheckResult result)
    {
        var table = RunTables.Listing("compared", "largest difference", "allowed", "", "where");
        foreach (var figure in result.Figures)
            table.AddRow([.. Cells(figure.Name, Difference(figure, figure.Largest), Difference(figure, figure.Tolerance), figure.Unit, figure.Where)]);
        return new Rows(table, PlainText.Empty, new PlainText(Verdict(result)));
    }

    public static IRenderable Info(ModelFolder folder, MemoryNeeds needs, IReadOnlyList<BenchmarkCase> loaded)
    {
        var config = folder.Config;
        var table = RunTables.Listing("model", folder.Architecture.ToString());
        void Add(string name, string value) => table.AddRow([.. Cells(name, value)]);
        Add("parameters", Figures.Count(config.ParameterCount));
        Add("stored as", $"{folder.Format}, {Figures.Bytes(folder.WeightBytes)}");
        Add("layers", Figures.Count(config.Layers));
        Add("hidden, feed-forward", $"{config.Hidden}, {config.FeedForward}");
        Add("heads, key heads, head width", $"{config.Heads}, {config.KvHeads}, {config.HeadWidth}");
        Add("vocabulary", config.Vocabulary + (config.Tied ? ", tied" : ""));
        Add("context", $"{config.Context} tokens" + (config.Window is { } window ? $", window {window.Tokens}" : ""));
        Add("generation, weights", Figures.Bytes(needs.InferenceBytes));
        Add("generation, cache of a token", Figures.Bytes(needs.CacheBytesPerToken));
        Add("generation, cache of a whole context", Figures.Bytes(needs.CacheBytesPerSequence));
        Add("training without activations", Figures.Bytes(needs.TrainingBytes(1)));
        foreach (var figure in loaded) Add(figure.Case, $"{Figures.Number(figure.Value)} {figure.Unit}");
        return table;
    }

    public static object InfoJson(ModelFolder folder, MemoryNeeds needs, IReadOnlyList<BenchmarkCase> loaded) => new
    {
        folder = folder.DirectoryPath,
        folder.Architecture,
        parameters = folder.Config.ParameterCount,
        format = folder.Format,
        folder.WeightBytes,
        config = new
        {
            folder.Config.Hidden, folder.Config.Layers, folder.Config.Heads, folder.Config.KvHeads, headDim = folder.Config.HeadWidth, folder.Config.FeedForward,
            folder.Config.Vocabulary, folder.Config.Context, folder.Config.Tied, folder.Config.RopeTheta, folder.Config.RopeScaling, folder.Config.RmsNormEps,
            slidingWindow = folder.Config.Window?.Tokens,
        },
        generation = folder.Generation,
        memory = new
        {
            needs.InferenceBytes, trainingBytes = needs.TrainingBytes(1), needs.CacheBytesPerToken, needs.CacheBytesPerSequence,
        },
        loaded,
    };

    private static string Verdict(ModelCheckResult result)
    {
        var failed = result.Figures.Count(figure => !figure.Passed);
        var verdict = failed == 0 ? "every comparison is within its tolerance" : $"{failed} of {Counted.Of(result.Figures.Count, "comparison")} {(failed == 1 ? "is not within its" : "are not within their")} tolerance";
        return result.RotaryFrequencies == NumberFormat.F32 ? verdict : $"{verdict}, but only with rotary frequencies rounded to {result.RotaryFrequencies}, as a model has them that was cast as a whole";
    }

    private static string Difference(ModelCheckFigure figure, double difference) => Figures.Number(difference, figure.Unit == "tokens" ? "0" : "0.0e+0");

    private static IEnumerable<PlainText> Cells(params IEnumerable<string> texts) => texts.Select(RunTables.Cell);
}
