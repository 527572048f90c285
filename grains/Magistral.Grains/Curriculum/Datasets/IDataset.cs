namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>Rows in files, read as they are needed and never all at once.</summary>
/// <remarks>Thread-safe. The files must not change while they are in use.</remarks>
public interface IDataset
{
    /// <summary>Rows of each chunk; the rows of one are cheap to read together.</summary>
    IReadOnlyList<int> Chunks { get; }

    /// <summary>Another text when a file has another size or was written again.</summary>
    string Version { get; }

    /// <summary>Reads one row.</summary>
    /// <param name="chunk">From 0.</param>
    /// <param name="row">Within the chunk, from 0.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetException">The row is not an object, or the file changed.</exception>
    ValueTask<DatasetRow> ReadAsync(int chunk, int row, CancellationToken cancellation);
}
