using System.Text.Json;
using Magistral.Contracts;
using Magistral.Grains.Curriculum.Datasets;
using Parquet;
using Parquet.Serialization;

namespace Magistral.Storage.Datasets;

/// <summary>A Parquet file, read a row group at a time; those read lately are kept.</summary>
internal sealed class ParquetFile : IDataset
{
    private const int KeptRows = 32_768;
    private static readonly JsonSerializerOptions Plain = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private readonly string path;
    private readonly int[] firstRows;
    private readonly LinkedList<(int Group, Task<IReadOnlyList<JsonElement>> Rows)> kept = [];

    private ParquetFile(string path, int[] groups)
    {
        (this.path, Chunks, firstRows) = (path, groups, new int[groups.Length]);
        for (var group = 1; group < groups.Length; group++)
            firstRows[group] = firstRows[group - 1] + groups[group - 1];
    }

    public IReadOnlyList<int> Chunks { get; }

    public string Version => FileVersion.Of(path);

    public static async Task<IDataset> OpenAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(path, null, cancellation);
            return new ParquetFile(path, [.. reader.RowGroups.Select(group => checked((int)group.RowCount))]);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnauthorizedAccessException))
        {
            throw Unreadable(path, fault);   // the reader of a damaged file throws whatever the damage leads to
        }
    }

    public async ValueTask<DatasetRow> ReadAsync(int chunk, int row, CancellationToken cancellation) =>
        new($"{path}:{firstRows[chunk] + row + 1}", (await GroupAsync(chunk).WaitAsync(cancellation))[row]);

    private Task<IReadOnlyList<JsonElement>> GroupAsync(int group)
    {
        lock (kept)
        {
            if (kept.FirstOrDefault(one => one.Group == group).Rows is { IsFaulted: false } known)
                return known;
            while (kept.Count > 0 && kept.Sum(one => Chunks[one.Group]) + Chunks[group] > KeptRows)
                kept.RemoveFirst();
            var rows = ReadGroupAsync(group);   // for all who wait: none of them may end it
            kept.AddLast((group, rows));
            return rows;
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ReadGroupAsync(int group)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var read = await ParquetSerializer.DeserializeUntypedAsync(file, null, group, CancellationToken.None);
            return read.Data.Count == Chunks[group]
                ? [.. read.Data.Select(fields => JsonSerializer.SerializeToElement(fields, Plain))]
                : throw new DatasetException($"{path}: row group {group + 1} has {Counted.Of(read.Data.Count, "row")}, the file's index says {Chunks[group]}", "write the file again");
        }
        catch (Exception fault) when (fault is not (UnauthorizedAccessException or DatasetException))
        {
            throw Unreadable($"{path}: row group {group + 1}", fault);
        }
    }

    private static DatasetException Unreadable(string place, Exception fault) =>
        new($"{place} cannot be read as Parquet ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')})", "write the file again");
}
