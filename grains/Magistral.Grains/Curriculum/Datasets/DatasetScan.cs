namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>Goes through all rows of a file once, in its order.</summary>
public static class DatasetScan
{
    /// <summary>Shows every row; faults are counted, and the first is thrown when all are seen.</summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="see">Is given chunk, row within it, and the row.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetException">A row is at fault; the message says how many others are.</exception>
    public static async Task RunAsync(IDataset dataset, Action<int, int, DatasetRow> see, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(see);
        var (first, faults) = ((DatasetException?)null, 0);
        for (var chunk = 0; chunk < dataset.Chunks.Count; chunk++)
            for (var row = 0; row < dataset.Chunks[chunk]; row++)
                try
                {
                    see(chunk, row, await dataset.ReadAsync(chunk, row, cancellation));
                }
                catch (DatasetException fault)
                {
                    first ??= fault;
                    faults++;
                }
        if (first is not null)
            throw faults == 1 ? first : new($"{first.What} ({faults - 1} further {(faults == 2 ? "row is" : "rows are")} at fault)", first.Remedy);
    }
}
