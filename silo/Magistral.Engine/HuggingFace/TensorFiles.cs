using System.Text.Json;
using Magistral.Engine.Weights;

namespace Magistral.Engine.HuggingFace;

/// <summary>The safetensors files of a folder, one or several with an index, as one set of tensors.</summary>
internal sealed class TensorFiles : IDisposable
{
    /// <summary>Name of the file when there is but one.</summary>
    public const string SingleName = "model.safetensors";

    /// <summary>Name of the index of several.</summary>
    public const string IndexName = "model.safetensors.index.json";

    private readonly List<SafetensorsFile> files;
    private readonly Dictionary<string, SafetensorsFile> owners = [];

    private TensorFiles(List<SafetensorsFile> files)
    {
        this.files = files;
        foreach (var file in files)
            foreach (var name in file.Arrays.Keys)
                if (!owners.TryAdd(name, file))
                    throw new SafetensorsException($"tensor {name} lies in {owners[name].Name} and in {file.Name}", "keep the files of one model in a folder");
    }

    /// <summary>Names of all tensors.</summary>
    public IEnumerable<string> Names => owners.Keys;

    /// <summary>Bytes of all tensors.</summary>
    public long Bytes => files.Sum(file => file.Arrays.Values.Sum(array => array.Bytes));

    /// <exception cref="SafetensorsException">A file is damaged or absent.</exception>
    /// <exception cref="ModelFolderException">There are no weights, or the index is wrong.</exception>
    public static TensorFiles Open(string directory)
    {
        var opened = new List<SafetensorsFile>();
        try
        {
            var index = Path.Combine(directory, IndexName);
            var single = Path.Combine(directory, SingleName);
            if (File.Exists(single)) opened.Add(SafetensorsFile.Open(single));
            else if (File.Exists(index)) OpenShards(directory, index, opened);
            else throw NoWeights(directory);
            return new(opened);
        }
        catch
        {
            foreach (var file in opened) file.Dispose();
            throw;
        }
    }

    public bool Has(string name) => owners.ContainsKey(name);

    /// <exception cref="SafetensorsException">There is no such tensor.</exception>
    public (SafetensorsFile File, SafetensorsArray Array) Find(string name) =>
        owners.TryGetValue(name, out var file)
            ? (file, file.Arrays[name])
            : throw new SafetensorsException(
                $"tensor {name} is in none of {string.Join(", ", files.Select(known => known.Name))}", "copy the folder again, or use the config of these weights");

    public void Dispose()
    {
        foreach (var file in files) file.Dispose();
    }

    private static void OpenShards(string directory, string index, List<SafetensorsFile> opened)
    {
        var places = ReadIndex(index);
        foreach (var shard in places.Values.Distinct().Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(shard) != shard)
                throw new ModelFolderException($"{index} names the file {shard}, which lies elsewhere", "keep all shards beside the index");
            var path = Path.Combine(directory, shard);
            if (!File.Exists(path))
                throw new ModelFolderException($"{index} names {shard}, which is not there", "copy the missing shard into the folder");
            opened.Add(SafetensorsFile.Open(path));
        }

        foreach (var (name, shard) in places)
            if (!opened.Single(file => file.Name == shard).Arrays.ContainsKey(name))
                throw new ModelFolderException($"{index} says that {shard} holds tensor {name}, but it does not", "copy the shard and the index again from one model");
    }

    private static Dictionary<string, string> ReadIndex(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var places = document.RootElement.GetProperty("weight_map").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? "");
            return places.Count > 0 ? places : throw new ModelFolderException($"{path} names no tensor", "copy it again from where it is whole");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new ModelFolderException($"{path} is no index of shards ({error.Message.ReplaceLineEndings(" ")})", "copy it again from where it is whole");
        }
    }

    private static ModelFolderException NoWeights(string directory)
    {
        var pickles = Directory.EnumerateFiles(directory).Select(Path.GetFileName)
            .Where(name => Path.GetExtension(name) is ".bin" or ".pt" or ".pth" or ".ckpt" or ".pkl").Order(StringComparer.Ordinal).ToList();
        return pickles.Count == 0
            ? new($"{directory} has neither {SingleName} nor {IndexName}", "name a folder that a model was saved to")
            : new($"{Path.Combine(directory, pickles[0]!)} is a pickle, which may hold code and is never read", "convert it to safetensors where it comes from");
    }
}
