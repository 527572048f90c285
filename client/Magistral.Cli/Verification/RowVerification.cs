using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Magistral.Cli.Verification;

/// <summary>Verifies a file of rows, in order, on all cores. Every row with an id gets an answer.</summary>
internal sealed class RowVerification(IEnumerable<IRowVerifier> verifiers)
{
    private const int RowsPerCore = 16;
    private readonly Dictionary<string, IRowVerifier> byName = verifiers.ToDictionary(verifier => verifier.Name, StringComparer.Ordinal);

    /// <summary>Answers row by row; blank lines are passed over.</summary>
    /// <param name="lines">The lines of the file.</param>
    /// <param name="unreadable">Receives the number, from 1, of each line that cannot be read, and why.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async IAsyncEnumerable<JsonObject> AnswerAsync(
        IAsyncEnumerable<string> lines, Action<int, string> unreadable, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = lines.Select((line, index) => (Line: line, Number: index + 1)).Where(row => !string.IsNullOrWhiteSpace(row.Line));
        await foreach (var chunk in rows.Chunk(RowsPerCore * Environment.ProcessorCount).WithCancellation(cancellation))
        {
            var answers = chunk.Select(row => Task.Run(() => AnswerAsync(row.Line, cancellation), cancellation)).ToList();
            foreach (var (answer, row) in answers.Zip(chunk))
                if (await answer is { Answer: { } read })
                    yield return read;
                else
                    unreadable(row.Number, (await answer).Fault!);
        }
    }

    private async Task<(JsonObject? Answer, string? Fault)> AnswerAsync(string line, CancellationToken cancellation)
    {
        Row row;
        try
        {
            row = Row.Read(line);
        }
        catch (RowException fault)
        {
            return (null, fault.Message);
        }
        return (await AnswerAsync(row, cancellation), null);
    }

    private async Task<JsonObject> AnswerAsync(Row row, CancellationToken cancellation)
    {
        var answer = new JsonObject { ["id"] = row.Id };
        try
        {
            var name = row.Text("verifier");
            var verifier = byName.GetValueOrDefault(name) ?? throw new RowException($"there is no verifier '{name}' ({string.Join(", ", byName.Keys)})");
            foreach (var (key, value) in await verifier.VerifyAsync(row, cancellation))
                answer[key] = value?.DeepClone();
        }
        catch (Exception fault) when (fault is not OperationCanceledException) // a verifier that crashes is the error of this row, never the end of all
        {
            answer["verdict"] = "error";
            answer["detail"] = fault.Message;
        }
        return answer;
    }
}
