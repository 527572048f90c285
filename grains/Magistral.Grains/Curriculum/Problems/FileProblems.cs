using System.IO.Hashing;
using System.Runtime.InteropServices;
using Magistral.Contracts;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Method.Curriculum;
using Magistral.Method.Randomness;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>Problems of files. Training goes through them in shuffled epochs; those held out are chosen by a hash of what is asked, so that equal problems are on one side.</summary>
public sealed class FileProblems : IProblemSource
{
    private readonly StageSpec stage;
    private readonly int stageIndex;
    private readonly IDataset training;
    private readonly int[][] trainingRows;
    private readonly IDataset heldOut;
    private readonly (int Chunk, int Row)[] heldOutRows;
    private readonly Lock gate = new();
    private ChunkedShuffle? order;
    private long orderedSeed;

    private FileProblems(StageSpec stage, int stageIndex, (IDataset Rows, int[][] Chosen) training, (IDataset Rows, (int, int)[] Chosen) heldOut)
    {
        (this.stage, this.stageIndex) = (stage, stageIndex);
        (this.training, trainingRows) = training;
        (this.heldOut, heldOutRows) = heldOut;
    }

    /// <summary>Problems that training draws.</summary>
    public int TrainingCount => trainingRows.Sum(rows => rows.Length);

    /// <summary>Problems that are held out.</summary>
    public int HeldOutCount => heldOutRows.Length;

    /// <summary>Opens a stage's files, reads every row once and parts training from held-out problems.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="stageIndex">Its index among the RL stages.</param>
    /// <param name="datasets">Opens files.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="check">Looks at every problem; throws what is wrong with its row.</param>
    /// <exception cref="DatasetException">A file or a row of it cannot be used, or one side has no problem.</exception>
    public static async Task<FileProblems> OpenAsync(
        StageSpec stage, int stageIndex, IDatasets datasets, CancellationToken cancellation, Action<DatasetRow, Problem>? check = null)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var files = await ProblemFiles.OpenAsync(stage.Problems, datasets, cancellation);
        return Of(stage, stageIndex, files, await ScanAsync(stage, stageIndex, files, check, cancellation));
    }

    /// <summary>The problems of files that were read through before.</summary>
    /// <exception cref="DatasetException">One side has no problem.</exception>
    internal static FileProblems Of(StageSpec stage, int stageIndex, ProblemFiles files, ProblemSplit split)
    {
        var problems = new FileProblems(stage, stageIndex, (files.Rows, split.Training), (files.Apart ?? files.Rows, [.. split.HeldOut.Select(place => (place[0], place[1]))]));
        return problems.TrainingCount > 0 && problems.HeldOutCount > 0 ? problems : throw OneSided(stage.Problems, problems);
    }

    /// <summary>Reads every row once.</summary>
    internal static async Task<ProblemSplit> ScanAsync(
        StageSpec stage, int stageIndex, ProblemFiles files, Action<DatasetRow, Problem>? check, CancellationToken cancellation)
    {
        var (spec, chosen, asked) = (stage.Problems, new List<int[]>(), new HashSet<UInt128>());
        Problem Read(DatasetRow row)
        {
            var problem = ProblemRow.Read(row, stage, stageIndex);
            check?.Invoke(row, problem);
            return problem;
        }

        if (files.Apart is { } apart)
            await DatasetScan.RunAsync(apart, (chunk, row, read) =>
            {
                asked.Add(HashOf(Read(read)));
                chosen.Add([chunk, row]);
            }, cancellation);
        var kept = files.Rows.Chunks.Select(_ => new List<int>()).ToArray();
        await DatasetScan.RunAsync(files.Rows, (chunk, row, read) =>
        {
            var hash = HashOf(Read(read));
            if (files.Apart is null && IsHeldOut(hash, spec.HeldOutShare))
                chosen.Add([chunk, row]);
            else if (!asked.Contains(hash))
                kept[chunk].Add(row);
        }, cancellation);
        return new(files.VersionOf(spec), [.. kept.Select(list => list.ToArray())], [.. chosen]);
    }

    /// <inheritdoc/>
    public async ValueTask<Problem> DrawTrainingAsync(long seed, int groupNumber, CancellationToken cancellation)
    {
        (int Chunk, int Row) place;
        lock (gate)
        {
            if (order is null || orderedSeed != seed)
                (order, orderedSeed) = (new(trainingRows.Select(rows => rows.Length), seed), seed);
            place = order.At(groupNumber);
        }

        return await ReadAsync(training, place.Chunk, trainingRows[place.Chunk][place.Row], cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Problem>> HeldOutAsync(long seed, int count, CancellationToken cancellation)
    {
        var places = heldOutRows.ToArray();
        new SeededRandom(seed, "held-out", stageIndex).Shuffle(places.AsSpan());
        var problems = new List<Problem>(Math.Min(count, places.Length));
        foreach (var (chunk, row) in places.Take(count).Order())   // in the order of the file, where rows of a chunk are cheap together
            problems.Add(await ReadAsync(heldOut, chunk, row, cancellation));
        return problems;
    }

    private static bool IsHeldOut(UInt128 hash, double share) => (ulong)hash / (ulong.MaxValue + 1.0) < share;

    private static UInt128 HashOf(Problem problem)
    {
        var hash = new XxHash128();
        IEnumerable<string> texts = problem.Messages is { } messages ? messages.SelectMany(message => (string[])[message.Role, message.Content]) : [problem.Prompt];
        foreach (var text in texts)
        {
            hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
            hash.Append([0xFF]);   // half of no character: texts do not run into each other
        }

        return hash.GetCurrentHashAsUInt128();
    }

    private static DatasetException OneSided(ProblemSpec spec, FileProblems problems) => problems.TrainingCount == 0
        ? new($"{spec.Path} holds no problem to train on: all of them are held out", "lower problems.held_out_share, or add problems")
        : new($"none of the {Counted.Of(problems.TrainingCount, "problem")} of {spec.Path} is held out", "raise problems.held_out_share, or name a file in problems.held_out_path");

    private async ValueTask<Problem> ReadAsync(IDataset rows, int chunk, int row, CancellationToken cancellation) =>
        ProblemRow.Read(await rows.ReadAsync(chunk, row, cancellation), stage, stageIndex);
}
