using Magistral.Method.Verification;
using Magistral.Cli.Verification;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Storage.Datasets;

namespace Magistral.Cli.Generation;

/// <summary>A problem to evaluate a model on.</summary>
/// <param name="Stage">Name of its stage; what it is reported under.</param>
/// <param name="Prompt">What the model reads.</param>
/// <param name="Reference">The right answer.</param>
/// <param name="LMax">Most tokens of a completion; null when nothing says.</param>
internal sealed record EvaluationProblem(string Stage, string Prompt, string Reference, int? LMax)
{
    /// <summary>The conversation to continue, where there is one.</summary>
    public IReadOnlyList<PromptMessage>? Messages { get; init; }

    private const string NoStage = "problems";

    /// <summary>The held-out problems of a run.</summary>
    /// <exception cref="CommandException">They ask for programs.</exception>
    public static async Task<IReadOnlyList<EvaluationProblem>> HeldOutAsync(RunSpec spec, CancellationToken cancellation)
    {
        var problems = new List<EvaluationProblem>();
        foreach (var source in await ProblemSources.OpenAsync(spec, new FileDatasets(), cancellation))
            foreach (var problem in await source.HeldOutAsync(spec.Seed, spec.Evaluation.Problems, cancellation))
                problems.Add(problem.Task == TaskKind.Math
                    ? new(problem.StageName, problem.Prompt, problem.Reference, problem.LMax) { Messages = problem.Messages }
                    : throw new CommandException(ExitCode.WrongUse, $"problem {problem.Id} asks for a program, eval grades mathematics", "give it problems with answers by --problems"));
        return problems;
    }

    /// <summary>Problems of a file: JSON lines with prompt and reference (or answer), and stage where there are several.</summary>
    /// <exception cref="CommandException">The file does not exist, is empty, or a line of it cannot be used.</exception>
    public static async Task<IReadOnlyList<EvaluationProblem>> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new CommandException(ExitCode.NotFound, $"there is no file {path}", "check the path");
        var (problems, number) = (new List<EvaluationProblem>(), 0);
        await foreach (var line in File.ReadLinesAsync(path, cancellation))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var row = Row.Parse(line);
                problems.Add(new(row.Has("stage") ? row.Text("stage") : NoStage, row.Text("prompt"), row.Text(row.Has("reference") ? "reference" : "answer"), LMax: null));
            }
            catch (RowException fault)
            {
                throw new CommandException(ExitCode.WrongUse, $"{path}:{number}: {fault.Message}", "write one JSON object with prompt and reference a line");
            }
        }
        return problems.Count > 0 ? problems : throw new CommandException(ExitCode.WrongUse, $"{path} holds no problems", "write one JSON object with prompt and reference a line");
    }
}
