using Magistral.Grains.Curriculum.Datasets;

namespace Magistral.Storage.Datasets;

/// <summary>Opens files of JSON lines (<c>.jsonl</c>, <c>.ndjson</c>, <c>.json</c>) and Parquet (<c>.parquet</c>), and folders of them.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class FileDatasets : IDatasets
{
    private static readonly string[] Lines = [".jsonl", ".ndjson", ".json"];
    private const string Parquet = ".parquet";

    /// <inheritdoc/>
    public async Task<IDataset> OpenAsync(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        var files = Directory.Exists(path) ? FilesOf(path) : [path];
        var opened = new List<IDataset>();
        foreach (var file in files)
            opened.Add(await OpenFileAsync(file, cancellation));
        return opened.Sum(file => file.Chunks.Sum(rows => (long)rows)) == 0
            ? throw new DatasetException($"{path} holds no rows", "give it one JSON object a line, or Parquet rows")
            : opened is [var one] ? one : new JoinedDataset(opened);
    }

    private static string[] FilesOf(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Where(file => IsKnown(file)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new DatasetException($"folder {folder} holds no files of problems", $"put files into it that end in {string.Join(", ", Lines)} or {Parquet}");
    }

    private static async Task<IDataset> OpenFileAsync(string file, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new DatasetNotFoundException(file);
        try
        {
            return Path.GetExtension(file).ToLowerInvariant() switch
            {
                Parquet => await ParquetFile.OpenAsync(file, cancellation),
                var extension when Lines.Contains(extension) => await LineFile.OpenAsync(file, cancellation),
                _ => throw new DatasetException($"{file} is of no format that is known", $"use a name that ends in {string.Join(", ", Lines)} or {Parquet}"),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{file} cannot be read ({fault.Message.TrimEnd('.')})", "check the file and its rights");
        }
    }

    private static bool IsKnown(string file) => Path.GetExtension(file).ToLowerInvariant() is var extension && (extension == Parquet || Lines.Contains(extension));
}
