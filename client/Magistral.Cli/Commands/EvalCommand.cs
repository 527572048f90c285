using Magistral.Client.Json;
using System.CommandLine;
using Magistral.Cli.Generation;
using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral eval</c>: pass@1, pass@k and maj@n of a model.</summary>
internal static class EvalCommand
{
    public static Command Create(Session session)
    {
        var (sampling, output) = (new SamplingArguments(), CommonOptions.Output());
        var file = new Option<string?>("--problems") { Description = "JSON lines with prompt and reference (default: the run's held-out problems).", HelpName = "FILE.jsonl" };
        var command = new Command("eval", "Evaluates a model: pass@1, pass@k, maj@n.") { file, output };
        sampling.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var (options, chosen) = (sampling.Options(parsed), parsed.GetValue(file) is { } path ? await EvaluationProblem.ReadAsync(path, session.Stop) : null);
            var model = await sampling.LoadAsync(parsed, session.Stop);
            var stages = await new ModelEvaluation(model, options).RunAsync(chosen ?? await HeldOutAsync(model, session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(new
                {
                    model = model.Name, model.Step, n = options.Count, options.Temperature, options.TopP, options.TopK, options.Seed, evaluation = stages,
                }));
            else
                session.Terminal.WriteResult(EvaluationTable.Of(model, options, stages));
        });
        return command;
    }

    private static async Task<IReadOnlyList<EvaluationProblem>> HeldOutAsync(SampledModel model, CancellationToken cancellation) => model.Spec is { } spec
        ? await EvaluationProblem.HeldOutAsync(spec, cancellation)
        : throw new CommandException(ExitCode.WrongUse, $"the folder {model.Name} has no problems of its own", "name a file with --problems");
}
