namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>Opens files of rows, of whatever format.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IDatasets
{
    /// <summary>Opens a file, or all files of a folder in the order of their names.</summary>
    /// <param name="path">The file or folder, as this machine sees it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetNotFoundException">There is no such file.</exception>
    /// <exception cref="DatasetException">It holds nothing, or is not of a format that can be read.</exception>
    Task<IDataset> OpenAsync(string path, CancellationToken cancellation);
}
