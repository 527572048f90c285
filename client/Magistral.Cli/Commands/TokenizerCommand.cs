using System.CommandLine;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Text.Tokenizers.Checking;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral tokenizer</c>: a folder's tokenizer against values of another implementation; a small one made from texts.</summary>
internal static class TokenizerCommand
{
    public static Command Create(Session session) => new("tokenizer", "Checks and trains tokenizers of Hugging Face model folders.") { Check(session), TokenizerTraining.Create(session) };

    private static Command Check(Session session)
    {
        var folder = new Argument<string>("folder") { Description = "A folder with tokenizer.json and expected.json.", HelpName = "DIR" };
        var output = CommonOptions.Output();
        var command = new Command("check", "Compares token ids, decoded texts and rendered chats with the expected values next to the tokenizer.") { folder, output };
        command.SetAction(parsed => Run(session, parsed.GetRequiredValue(folder), parsed.GetValue(output)));
        return command;
    }

    private static int Run(Session session, string folder, OutputFormat output)
    {
        foreach (var file in (string[])["", "tokenizer.json", "expected.json"])
            if (Path.Combine(folder, file) is var path && !Path.Exists(path))
                throw new CommandException(ExitCode.NotFound, $"there is no {(file.Length == 0 ? "folder" : "file")} {path}", "name a folder with tokenizer.json and expected.json");
        var rows = TokenizerCheck.Run(folder, session.Time);
        var failed = rows.Count(row => row.Fault is not null);
        foreach (var row in rows.Where(row => row.Fault is not null))
            session.Terminal.Error.WriteLine(ErrorLines.Line($"{Path.Combine(folder, "expected.json")}: {row.Path}: {row.Fault}: remedy the expected value, or the tokenizer"));
        if (rows.Count == 0)
            throw new CommandException(ExitCode.Failed, $"{Path.Combine(folder, "expected.json")} holds no rows", "give it vocab_size, cases or chat");
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(new { folder, rows = rows.Count, failed, checks = rows.Sum(row => row.Checks), results = rows }));
        else
            session.Terminal.WriteResult(TokenizerTable.Of(rows, failed));
        return (int)(failed == 0 ? ExitCode.Done : ExitCode.Failed);
    }
}
