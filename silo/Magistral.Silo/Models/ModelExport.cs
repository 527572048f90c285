using System.Text.Json.Nodes;
using Magistral.Engine.Adapters;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Text.Tokenizers;

namespace Magistral.Silo.Models;

/// <summary>Writes what was trained of a planned model as folders that other libraries read.</summary>
public static class ModelExport
{
    /// <summary>Writes the whole model with its tokenizer and config; an adapter is merged into the weights.</summary>
    /// <param name="directory">Must not exist, or be empty; appears when it is whole.</param>
    /// <param name="model">The model.</param>
    /// <param name="weights">What was trained of it.</param>
    /// <param name="format">The number format to write; null keeps that of the folder it started from, or float32.</param>
    /// <param name="cancellation">Ends the writing; nothing is left behind.</param>
    /// <exception cref="ModelFolderException">The directory holds something already.</exception>
    /// <exception cref="WeightShapeException">The weights are of another model.</exception>
    public static void Write(string directory, ModelPlan model, WeightSnapshot weights, NumberFormat? format, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var parameters = Merged(model, weights);
        ModelFolderWriter.Write(directory, parameters, model.Folder, format, companions: folder => Companions(model, folder), cancellation: cancellation);
    }

    /// <summary>Writes the adapter alone, as PEFT reads it.</summary>
    /// <param name="directory">Must not exist, or be empty; appears when it is whole.</param>
    /// <param name="model">The model.</param>
    /// <param name="weights">The adapter's.</param>
    /// <exception cref="AdapterException">The model has no adapter.</exception>
    /// <exception cref="ModelFolderException">The directory holds something already.</exception>
    public static void WriteAdapter(string directory, ModelPlan model, WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Lora is not { } lora)
            throw new AdapterException("the run trained all weights, there is no adapter", "export the whole model");
        using var adapter = LoraParameters.Create(model.Config, lora, weights, ComputeDevice.Cpu);
        AdapterFolder.Write(directory, adapter, model.Folder!.DirectoryPath);
    }

    private static FlatParameters Merged(ModelPlan model, WeightSnapshot weights)
    {
        if (model.Lora is not { } lora)
            return FlatParameters.Create(model.Config, weights, ComputeDevice.Cpu);
        using var start = model.Base(ComputeDevice.Cpu);
        using var adapter = LoraParameters.Create(model.Config, lora, weights, ComputeDevice.Cpu);
        return LoraMerge.Merge(start, adapter);
    }

    private static void Companions(ModelPlan model, string folder)
    {
        model.WriteTokenizer(folder);
        if (model.KeepsTokenizer)
            return;
        // where a completion ends is a matter of the tokenizer, which is not that of the folder
        var generation = new JsonObject
        {
            ["eos_token_id"] = model.Tokenizer.EndOfText,
            ["pad_token_id"] = model.Tokenizer.Padding,
        };
        if (model.Tokenizer is PretrainedTokenizer own && own.Config.SpecialTokens.TryGetValue("bos_token", out var begin))
            generation["bos_token_id"] = own.IdOf(begin);
        File.WriteAllText(Path.Combine(folder, "generation_config.json"), generation.ToJsonString(new() { WriteIndented = true }) + "\n");
    }
}
