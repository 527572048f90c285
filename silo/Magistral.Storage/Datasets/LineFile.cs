using System.Buffers;
using System.Text.Json;
using Magistral.Grains.Curriculum.Datasets;
using Microsoft.Win32.SafeHandles;

namespace Magistral.Storage.Datasets;

/// <summary>A file of JSON lines. It keeps where every line begins and reads lines by that.</summary>
internal sealed class LineFile : IDataset
{
    private const int BufferBytes = 1 << 20;
    private const string Form = "write one JSON object a line";
    private readonly string path;
    private readonly SafeFileHandle file;
    private readonly List<(long Start, int Bytes, int Number)> lines;

    private LineFile(string path, SafeFileHandle file, List<(long, int, int)> lines) => (this.path, this.file, this.lines) = (path, file, lines);

    public IReadOnlyList<int> Chunks => [lines.Count];

    public string Version => FileVersion.Of(path);

    public static async Task<IDataset> OpenAsync(string path, CancellationToken cancellation)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous | FileOptions.SequentialScan);
        try
        {
            return new LineFile(path, file, await IndexAsync(path, file, cancellation));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public async ValueTask<DatasetRow> ReadAsync(int chunk, int row, CancellationToken cancellation)
    {
        var (start, length, number) = lines[row];
        var place = $"{path}:{number}";
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var text = buffer.AsMemory(0, length);
            var read = 0;
            while (read < length && await RandomAccess.ReadAsync(file, text[read..], start + read, cancellation) is > 0 and var got)
                read += got;
            return read == length ? Parse(place, text) : throw new DatasetException($"{place}: the file became shorter while it was read", "leave it alone during a run");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static DatasetRow Parse(string place, ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(place, document.RootElement.Clone())
                : throw new DatasetException($"{place}: it is not a JSON object", Form);
        }
        catch (JsonException fault)
        {
            throw new DatasetException($"{place}: it is not JSON at byte {fault.BytePositionInLine + 1}", Form);
        }
    }

    private static async Task<List<(long, int, int)>> IndexAsync(string path, SafeFileHandle file, CancellationToken cancellation)
    {
        var (index, buffer) = (new LineIndex(path), new byte[BufferBytes]);
        for (var offset = 0L; await RandomAccess.ReadAsync(file, buffer, offset, cancellation) is > 0 and var got; offset += got)
            index.Append(buffer.AsSpan(0, got));
        return index.Finish();
    }
}
