using System.CommandLine;
using System.Text.Json.Nodes;
using Magistral.Cli.Rendering;
using Magistral.Cli.Verification;
using Magistral.Client.Json;
using Magistral.Contracts;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral verify</c>: scores answers or whole responses offline.</summary>
internal static class VerifyCommand
{
    public static Command Create(Session session)
    {
        var input = new Option<string>("--input", "-i") { Description = "JSON lines; each row has an id and a verifier.", HelpName = "FILE.jsonl", Required = true };
        var output = new Option<string?>("--output", "-o") { Description = "File to write the verdicts to (default: standard output).", HelpName = "FILE.jsonl" };
        var command = new Command("verify", "Scores answers or complete responses in a file.") { input, output };
        command.SetAction((parsed, _) => RunAsync(session, parsed.GetRequiredValue(input), parsed.GetValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string input, string? output)
    {
        if (!File.Exists(input))
            throw new CommandException(ExitCode.NotFound, $"there is no file {input}", "check the path");
        var (counts, unreadable) = (new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        using var code = new CodeRows();
        var answers = new RowVerification([new MathRows(), new LanguageRows(), code, new MagistralRows(code)])
            .AnswerAsync(File.ReadLinesAsync(input, session.Stop), Unreadable, session.Stop)
            .Select(Count);
        if (output is not null)
            await LineFileWriter.WriteAsync(output, answers, session.Stop);
        else
            await foreach (var line in answers.WithCancellation(session.Stop))
                session.Terminal.Output.WriteLine(line);
        session.Terminal.Error.WriteLine($"{Counted.Of(counts.Values.Sum(), "row")}: {string.Join(", ", counts.Select(pair => $"{pair.Value} {pair.Key}"))}");
        return (int)(unreadable == 0 ? ExitCode.Done : ExitCode.Failed);

        string Count(JsonObject answer)
        {
            var verdict = (answer["verdict"] ?? answer["language"])?.GetValue<string>() ?? "malformed";
            counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
            return JsonText.LineOf(answer);
        }

        void Unreadable(int line, string fault)
        {
            unreadable++;
            session.Terminal.Error.WriteLine(ErrorLines.Line($"{input}:{line}: the line cannot be read, {fault}: write one JSON object with an id a line"));
        }
    }
}
