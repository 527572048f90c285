using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Text.Tokenizers;

namespace Magistral.Engine.HuggingFace;

/// <summary>Writes a model as a Hugging Face folder that transformers, vLLM and <see cref="ModelFolder"/> read.</summary>
public static class ModelFolderWriter
{
    /// <summary>Bytes of one weight file when nobody asks for another limit.</summary>
    public const long DefaultShardBytes = 5_000_000_000;

    // what belongs to a model beside its weights; never code
    private static readonly string[] Companions = [ModelFolder.GenerationName, "LICENSE", "LICENSE.txt", "NOTICE"];

    /// <summary>Writes a folder; it appears at once when it is whole.</summary>
    /// <param name="directory">Must not exist, or be empty.</param>
    /// <param name="parameters">The weights; read on the calling thread.</param>
    /// <param name="source">The folder they came from: its config, tokenizer and number formats are kept. Null for a model that came from none.</param>
    /// <param name="format">The number format to write; null keeps that of the source, or of the parameters.</param>
    /// <param name="shardBytes">Most bytes of one weight file, ≥ 1.</param>
    /// <param name="companions">Writes the tokenizer into the folder and may replace what was copied; null copies the source's.</param>
    /// <param name="cancellation">Stops between two pieces; nothing is left behind.</param>
    /// <exception cref="ModelFolderException">The directory holds something already, or no architecture describes the model.</exception>
    public static void Write(
        string directory,
        FlatParameters parameters,
        ModelFolder? source,
        NumberFormat? format = null,
        long shardBytes = DefaultShardBytes,
        Action<string>? companions = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(shardBytes, 1);
        Prepare(directory, folder =>
        {
            File.WriteAllText(Path.Combine(folder, ModelFolder.ConfigName), Config(parameters, source, format));
            if (source is not null) CopyCompanions(source.DirectoryPath, folder);
            if (companions is not null) companions(folder);
            else if (source is not null) TokenizerFiles.Copy(source.DirectoryPath, folder);
            TensorWriter.Write(
                folder,
                TensorMap.Of(parameters.Config, parameters.Layout),
                tensor => format ?? source?.FormatOf(tensor.Name) ?? parameters.DataType,
                (tensor, row, count) => tensor.Read(parameters.Values, row, count),
                shardBytes,
                cancellation);
        });
    }

    /// <summary>Lets a folder be written beside its place and moves it there when all is well.</summary>
    internal static void Prepare(string directory, Action<string> write)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            throw new ModelFolderException($"{path} is there already", "name a folder that does not exist, or empty it");
        var partial = $"{path}.{Guid.NewGuid():n}.partial";
        Directory.CreateDirectory(partial);
        try
        {
            write(partial);
            if (Directory.Exists(path)) Directory.Delete(path);
            Directory.Move(partial, path);
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
    }

    private static string Config(FlatParameters parameters, ModelFolder? source, NumberFormat? format)
    {
        if (source is null) return ModelConfigText.Of(parameters.Config, format ?? parameters.DataType);
        var kept = File.ReadAllText(Path.Combine(source.DirectoryPath, ModelFolder.ConfigName));
        return format is { } other && other != source.Format ? ModelConfigText.WithFormat(kept, other) : kept;
    }

    private static void CopyCompanions(string from, string to)
    {
        foreach (var name in Companions)
            if (Path.Combine(from, name) is var path && File.Exists(path))
                File.WriteAllBytes(Path.Combine(to, name), File.ReadAllBytes(path));
    }
}
