using Magistral.Contracts.Specs;
using Magistral.Engine.Training;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Method.Curriculum;
using Magistral.Silo.Models;

namespace Magistral.Silo.Training;

/// <summary>What the supervised stages learn from: generated traces and files of examples, shuffled together, read as they are needed.</summary>
/// <remarks>The batch of a step is a function of spec and files. Use one call at a time.</remarks>
public sealed class SupervisedExamples
{
    private readonly ModelPlan model;
    private readonly int batch;
    private readonly IReadOnlyList<TeacherTrace> traces;
    private readonly IReadOnlyList<(IDataset File, ColumnSpec Columns)> files;
    private readonly List<(IDataset File, int Chunk, ColumnSpec Columns)> chunks = [];
    private readonly ChunkedShuffle order;

    private SupervisedExamples(RunSpec spec, ModelPlan model, IReadOnlyList<(IDataset File, ColumnSpec Columns)> files)
    {
        (this.model, this.files, batch, traces) = (model, files, spec.Sft.Batch, TeacherTraces.Of(spec));
        foreach (var (file, columns) in files)
            chunks.AddRange(Enumerable.Range(0, file.Chunks.Count).Select(chunk => (file, chunk, columns)));
        order = new([traces.Count, .. chunks.Select(place => place.File.Chunks[place.Chunk])], spec.Seed);
    }

    /// <summary>Examples in all.</summary>
    public long Count => order.Count;

    /// <summary>Opens the files of a run's supervised stages.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="model">Its model.</param>
    /// <param name="datasets">Opens files.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="DatasetException">A file cannot be used.</exception>
    public static async Task<SupervisedExamples> OpenAsync(RunSpec spec, ModelPlan model, IDatasets datasets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(datasets);
        var files = new List<(IDataset, ColumnSpec)>();
        foreach (var stage in spec.SftStages())
            files.Add((await datasets.OpenAsync(stage.Problems.Path, cancellation), stage.Problems.Columns));
        return new(spec, model, files);
    }

    /// <summary>The examples of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetException">A row cannot be used, or is longer than the model's context.</exception>
    public async Task<Demonstration[]> BatchAsync(int step, CancellationToken cancellation)
    {
        var examples = new Demonstration[batch];
        for (var i = 0; i < batch; i++)
        {
            var (chunk, row) = order.At((long)step * batch + i);
            examples[i] = chunk == 0 ? model.Prompts.Encode(traces[row]) : await ReadAsync(chunks[chunk - 1], row, cancellation);
        }

        return examples;
    }

    /// <summary>Tries every row of the files.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetException">A row cannot be used, or is longer than the model's context.</exception>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        foreach (var (file, columns) in files)
            await DatasetScan.RunAsync(file, (_, _, row) => Encode(row, columns), cancellation);
    }

    private async Task<Demonstration> ReadAsync((IDataset File, int Chunk, ColumnSpec Columns) place, int row, CancellationToken cancellation) =>
        Encode(await place.File.ReadAsync(place.Chunk, row, cancellation), place.Columns);

    private Demonstration Encode(DatasetRow row, ColumnSpec columns)
    {
        var example = RowFaults.At(row, () => model.Prompts.Encode(ExampleRow.Read(row, columns)));
        var length = example.PromptTokens.Length + example.CompletionTokens.Length;
        return length <= model.Config.Context ? example
            : throw row.Fault($"it has {length} tokens, more than model.context {model.Config.Context}", "raise model.context, or leave the row out");
    }
}
