using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.HuggingFace;

/// <summary>A model as the Hugging Face hub stores it: `config.json`, safetensors in one file or several, tokenizer beside them.</summary>
/// <remarks>
/// Opening reads and checks the config and the head of every weight file, so that loading fails for the disk alone. No file of the folder
/// is ever executed. Immutable; thread-safe.
/// </remarks>
public sealed class ModelFolder
{
    internal const string ConfigName = "config.json";
    internal const string GenerationName = "generation_config.json";

    private readonly Dictionary<string, NumberFormat> formats;

    private ModelFolder(string path, ModelConfigFile config, GenerationDefaults generation, TensorFiles files)
    {
        DirectoryPath = path;
        Architecture = config.Architecture;
        Config = config.Model;
        Generation = generation;
        WeightBytes = files.Bytes;
        formats = files.Names.ToDictionary(name => name, name => files.Find(name).Array.Format);
        Format = config.Stored ?? formats.Values.GroupBy(format => format).MaxBy(group => group.Count())!.Key;
    }

    /// <summary>Its full path.</summary>
    public string DirectoryPath { get; }

    /// <summary>The model class.</summary>
    public Architecture Architecture { get; }

    /// <summary>The sizes; the context is the longest the config allows, which a caller may lower before it reserves memory for it.</summary>
    public ModelConfig Config { get; }

    /// <summary>What the folder says of sampling.</summary>
    public GenerationDefaults Generation { get; }

    /// <summary>The format the weights are said, or found, to be stored in.</summary>
    public NumberFormat Format { get; }

    /// <summary>Bytes of all weights on disk.</summary>
    public long WeightBytes { get; }

    /// <summary>Opens a folder and checks all of it but the numbers.</summary>
    /// <param name="directory">Of a model of one of the <see cref="HuggingFace.Architecture"/>s.</param>
    /// <exception cref="ModelFolderException">The folder or its config cannot be used.</exception>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    /// <exception cref="SafetensorsException">A weight file is damaged, or a tensor is missing, unknown or of another shape.</exception>
    public static ModelFolder Open(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var path = Path.GetFullPath(directory);
        if (!Directory.Exists(path)) throw new ModelFolderException($"there is no folder {path}", "check the path");
        var config = ModelConfigFile.Read(Path.Combine(path, ConfigName));
        using var files = TensorFiles.Open(path);
        TensorCheck.Run(config.Model, TensorMap.Of(config.Model, new ParameterLayout(config.Model)), files);
        return new(path, config, GenerationDefaults.Read(path), files);
    }

    /// <summary>Reads the weights, piece by piece, straight into memory of the device.</summary>
    /// <param name="device">Where they shall live.</param>
    /// <param name="format">What they shall be held as; <see cref="NumberFormat.F32"/> to be trained. Never more than a few megabytes above its size are used.</param>
    /// <param name="context">The longest sequence they will be used for, in tokens; null for the config's.</param>
    /// <exception cref="ModelFolderException">The context is longer than the config's.</exception>
    /// <exception cref="SafetensorsException">A file changed since the folder was opened.</exception>
    public FlatParameters Load(ComputeDevice device, NumberFormat format, int? context = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (context > Config.Context)
            throw new ModelFolderException($"{DirectoryPath} is a model of {Config.Context} tokens, not of {context}", "ask for a shorter context");
        return Load(device, format, Config with { Context = context ?? Config.Context });
    }

    /// <summary>The format a tensor is stored in, by its name in transformers; that of the folder for one it does not have.</summary>
    internal NumberFormat FormatOf(string tensor) => formats.GetValueOrDefault(tensor, Format);

    /// <summary>As the public one, with a config of the same tensors.</summary>
    internal FlatParameters Load(ComputeDevice device, NumberFormat format, ModelConfig config)
    {
        using var files = TensorFiles.Open(DirectoryPath);
        var parameters = FlatParameters.Unset(config, device, format);
        try
        {
            var tensors = TensorMap.Of(config, parameters.Layout);
            TensorCheck.Run(config, tensors, files);
            foreach (var tensor in tensors)
            {
                var (file, array) = files.Find(tensor.Name);
                TensorReader.Read(file, array, tensor, parameters.Values);
            }

            return parameters;
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }
}
