using System.Text.Json;
using Magistral.Grains.Curriculum.Datasets;

namespace Magistral.Grains.Tests.Curriculum;

/// <summary>Files of rows in memory, by path.</summary>
internal sealed class Rows : Dictionary<string, string[]>, IDatasets
{
    private int read;

    /// <summary>How many rows were read.</summary>
    public int Read => read;

    public static DatasetRow Row(string path, int number, string text) => new($"{path}:{number}", JsonDocument.Parse(text).RootElement);

    /// <summary>Files open when it has ended.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<IDataset> OpenAsync(string path, CancellationToken cancellation)
    {
        await Gate.WaitAsync(cancellation);
        return new Chunked(this, path, this[path]);
    }

    private sealed class Chunked(Rows all, string path, string[] rows) : IDataset
    {
        private const int ChunkRows = 7;

        public IReadOnlyList<int> Chunks => [.. rows.Chunk(ChunkRows).Select(chunk => chunk.Length)];

        public string Version => string.Join('\n', rows);

        public ValueTask<DatasetRow> ReadAsync(int chunk, int row, CancellationToken cancellation)
        {
            Interlocked.Increment(ref all.read);
            return new(Row(path, chunk * ChunkRows + row + 1, rows[chunk * ChunkRows + row]));
        }
    }
}
