using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.Tests.HuggingFace;

/// <summary>Small model folders, and ways to damage them.</summary>
internal static class SmallFolder
{
    /// <summary>A Llama-shaped folder, in shards when there is a limit.</summary>
    public static void Write(string directory, ModelConfig? config = null, NumberFormat format = NumberFormat.F32, long shardBytes = ModelFolderWriter.DefaultShardBytes)
    {
        using var parameters = SmallModel.Parameters(config ?? SmallModel.Config(tied: false), 7);
        ModelFolderWriter.Write(directory, parameters, null, format, shardBytes);
    }

    /// <summary>Changes the JSON header of a safetensors file and leaves the numbers.</summary>
    public static void ChangeHeader(string path, Action<JsonObject> change)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        change(header);
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var start = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(start, json.Length);
        File.WriteAllBytes(path, [.. start, .. json, .. bytes[(8 + length)..]]);
    }

    /// <summary>Changes a JSON file.</summary>
    public static void ChangeJson(string path, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(root);
        File.WriteAllText(path, root.ToJsonString());
    }

    /// <summary>Name, format, shape and bytes of every tensor of a folder.</summary>
    public static Dictionary<string, (NumberFormat Format, string Shape, string Bytes)> Tensors(string directory)
    {
        using var files = TensorFiles.Open(directory);
        return files.Names.ToDictionary(name => name, name =>
        {
            var (file, array) = files.Find(name);
            var bytes = new byte[array.Bytes];
            file.Copy(array, 0, bytes);
            return (array.Format, string.Join('x', array.Shape), Convert.ToHexString(bytes));
        });
    }
}
