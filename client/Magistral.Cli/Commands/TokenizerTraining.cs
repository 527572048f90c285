using System.CommandLine;
using System.Text.Json;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Contracts;
using Magistral.Engine.HuggingFace;
using Magistral.Storage.Datasets;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Training;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral tokenizer train</c>: a byte-level BPE tokenizer from texts, for a folder that has none.</summary>
internal static class TokenizerTraining
{
    private const string Made = "tokenizer.json";
    private const int DefaultVocabulary = 4096;

    public static Command Create(Session session)
    {
        var folder = new Argument<string>("folder") { Description = "Folder to write tokenizer.json and tokenizer_config.json to: a model folder or a new one.", HelpName = "DIR" };
        var input = new Option<string[]>("--input") { Description = "JSON lines or Parquet files, of which all text columns are used, or plain text files.", HelpName = "FILE", Required = true, AllowMultipleArgumentsPerToken = true };
        var vocabulary = new Option<int?>("--vocabulary") { Description = $"Tokens, 262 or more; else as many as the folder's model has, or {DefaultVocabulary}.", HelpName = "N" };
        var output = CommonOptions.Output();
        var command = new Command("train", "Trains a byte-level BPE tokenizer on texts.") { folder, input, vocabulary, output };
        command.SetAction((parsed, _) => RunAsync(session, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(input), parsed.GetValue(vocabulary), parsed.GetValue(output)));
        return command;
    }

    private static async Task RunAsync(Session session, string folder, string[] inputs, int? asked, OutputFormat output)
    {
        if (File.Exists(Path.Combine(folder, Made)))
            throw new CommandException(ExitCode.Failed, $"{folder} has a {Made} already", "choose another folder, or remove it first");
        var size = asked ?? (File.Exists(Path.Combine(folder, "config.json")) ? ModelFolder.Open(folder).Config.Vocabulary : DefaultVocabulary);
        var texts = new List<string>();
        foreach (var input in inputs)
            texts.AddRange(await TextsAsync(input, session.Stop));
        TokenizerTrainer.Train(folder, texts, new() { VocabularySize = size, Markers = AnswerMarkers.All });
        var path = Path.Combine(Path.GetFullPath(folder), Made);
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(new { tokenizer = path, vocabulary = size, texts = texts.Count }));
        else
            session.Terminal.Output.WriteLine($"{path} knows up to {size} tokens, learnt from {Counted.Of(texts.Count, "text")}");
    }

    private static async Task<List<string>> TextsAsync(string input, CancellationToken cancellation)
    {
        if (Path.GetExtension(input).Equals(".txt", StringComparison.OrdinalIgnoreCase) && File.Exists(input))
            return [.. await File.ReadAllLinesAsync(input, cancellation)];
        var (rows, texts) = (await new FileDatasets().OpenAsync(input, cancellation), new List<string>());
        for (var chunk = 0; chunk < rows.Chunks.Count; chunk++)
            for (var row = 0; row < rows.Chunks[chunk]; row++)
                texts.AddRange(Strings((await rows.ReadAsync(chunk, row, cancellation)).Fields));
        return texts;
    }

    private static IEnumerable<string> Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Strings(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
        _ => [],
    };
}
