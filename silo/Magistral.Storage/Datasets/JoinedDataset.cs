using Magistral.Grains.Curriculum.Datasets;

namespace Magistral.Storage.Datasets;

/// <summary>The rows of several files, one after another.</summary>
internal sealed class JoinedDataset : IDataset
{
    private readonly (IDataset File, int Chunk)[] chunks;

    public JoinedDataset(IEnumerable<IDataset> files)
    {
        chunks = [.. files.SelectMany(file => Enumerable.Range(0, file.Chunks.Count).Select(chunk => (file, chunk)))];
        Chunks = [.. chunks.Select(place => place.File.Chunks[place.Chunk])];
    }

    public IReadOnlyList<int> Chunks { get; }

    public string Version => string.Join(' ', chunks.Select(place => place.File).Distinct().Select(file => file.Version));

    public ValueTask<DatasetRow> ReadAsync(int chunk, int row, CancellationToken cancellation) => chunks[chunk].File.ReadAsync(chunks[chunk].Chunk, row, cancellation);
}
