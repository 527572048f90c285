using System.Text.Json.Nodes;
using Magistral.Verifiers.Mathematics;

namespace Magistral.Cli.Verification;

/// <summary>Rows of the verifier <c>math</c>: an answer against a reference.</summary>
internal sealed class MathRows : IRowVerifier
{
    public string Name => "math";

    public ValueTask<JsonObject> VerifyAsync(Row row, CancellationToken cancellation) =>
        new(new JsonObject { ["verdict"] = Verdict(MathVerifier.Verify(row.Text("answer"), row.Text("reference"))) });

    /// <summary>A verdict as rows spell it.</summary>
    public static string Verdict(MathVerdict verdict) => verdict switch
    {
        MathVerdict.Correct => "correct",
        MathVerdict.Incorrect => "incorrect",
        MathVerdict.Unparsed => "unparsed",
        _ => "error",
    };
}
