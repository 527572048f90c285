using System.CommandLine;
using System.Globalization;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Engine.Training;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral objective check</c>: the trainer's own loss and gradient against those of another implementation.</summary>
internal static class ObjectiveCommand
{
    private const double DefaultTolerance = 1e-4;

    public static Command Create(Session session) => new("objective", "Checks the trainer's objectives.") { Check(session) };

    private static Command Check(Session session)
    {
        var file = new Argument<string>("file") { Description = "JSON lines with inputs and expected values.", HelpName = "FILE.jsonl" };
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "Maximum difference that passes (default: 1e-4).",
            HelpName = "X",
            DefaultValueFactory = _ => DefaultTolerance,
            CustomParser = result =>
            {
                if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0)
                    return value;
                result.AddError($"--tolerance is '{result.Tokens[0].Value}', not a number of 0 or more");
                return 0;
            },
        };
        var output = CommonOptions.Output();
        var command = new Command("check", "Compares loss, clip fraction, KL and gradient with the expected values in a file.") { file, tolerance, output };
        command.SetAction((parsed, _) => RunAsync(session, parsed.GetRequiredValue(file), parsed.GetValue(tolerance), parsed.GetValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string file, double tolerance, OutputFormat output)
    {
        if (!File.Exists(file))
            throw new CommandException(ExitCode.NotFound, $"there is no file {file}", "check the path");
        var (results, failed) = (new List<ObjectiveCheckResult>(), 0);
        using var reader = new StreamReader(file);
        await foreach (var line in ObjectiveCheckFile.RunAsync(reader, session.Stop))
        {
            if (line.Result is { } result)
                results.Add(result);
            var fault = line.Error?.Message ?? (line.Result!.Within(tolerance) ? null : Difference(line.Result, tolerance));
            if (fault is null)
                continue;
            failed++;
            session.Terminal.Error.WriteLine(ErrorLines.Line($"{file}:{line.Number}: {fault}"));
        }
        if (results.Count == 0 && failed == 0)
            throw new CommandException(ExitCode.Failed, $"{file} holds no rows", "name a file of objective rows");
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(new { file, rows = results.Count, failed, tolerance, largest = Largest(results), results }));
        else
            session.Terminal.WriteResult(ObjectiveTable.Of(results, failed, tolerance));
        return (int)(failed == 0 ? ExitCode.Done : ExitCode.Failed);
    }

    private static string Difference(ObjectiveCheckResult result, double tolerance) => FormattableString.Invariant(
        $"row {result.Id} differs by {result.Largest:0.0e+0}, more than {tolerance:0.0e+0}: remedy the row's expected values, or the objective");

    private static object Largest(List<ObjectiveCheckResult> results) => new
    {
        loss = Max(results, result => result.Loss),
        clipFraction = Max(results, result => result.ClipFraction),
        approxKl = Max(results, result => result.ApproxKl),
        gradient = Max(results, result => result.Gradient),
    };

    private static double? Max(List<ObjectiveCheckResult> results, Func<ObjectiveCheckResult, double> value) => results.Count == 0 ? null : results.Max(value);
}
