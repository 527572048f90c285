using System.IO.MemoryMappedFiles;

namespace Magistral.PacedSilo;

/// <summary>Tokens drawn for each sequence, in a mapped file: it holds what the last step counted even when the process is killed.</summary>
/// <remarks>Records of an id (int64) and a count (int64), little-endian; an id of −1 ends them. Written from one thread.</remarks>
public sealed class DrawnTokens : IDisposable
{
    private const int RecordBytes = 2 * sizeof(long);
    private const int MostRecords = 1 << 17;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor records;
    private int count;

    private DrawnTokens(MemoryMappedFile file) => (this.file, records) = (file, file.CreateViewAccessor());

    /// <summary>Makes the file, with room for 131,072 sequences.</summary>
    public static DrawnTokens Create(string path)
    {
        var drawn = new DrawnTokens(MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, (long)RecordBytes * MostRecords));
        drawn.records.Write(0, -1L);
        return drawn;
    }

    /// <summary>What a file of this or another process holds.</summary>
    public static IEnumerable<(long Id, long Tokens)> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new BinaryReader(stream);
        for (var id = reader.ReadInt64(); id != -1; id = reader.ReadInt64())
            yield return (id, reader.ReadInt64());
    }

    /// <summary>Begins a sequence's count.</summary>
    /// <returns>Its place.</returns>
    public int Begin(long id)
    {
        records.Write((count + 1L) * RecordBytes, -1L);
        records.Write((count * (long)RecordBytes) + sizeof(long), 0L);
        records.Write(count * (long)RecordBytes, id);
        return count++;
    }

    /// <summary>Counts tokens more.</summary>
    public void Add(int place, long tokens) => Set(place, records.ReadInt64((place * (long)RecordBytes) + sizeof(long)) + tokens);

    /// <summary>Sets a count.</summary>
    public void Set(int place, long tokens) => records.Write((place * (long)RecordBytes) + sizeof(long), tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        records.Dispose();
        file.Dispose();
    }
}
