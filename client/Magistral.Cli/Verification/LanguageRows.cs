using System.Text.Json.Nodes;
using Magistral.Verifiers.Language;

namespace Magistral.Cli.Verification;

/// <summary>Rows of the verifier <c>language</c>: in which language a text is written.</summary>
internal sealed class LanguageRows : IRowVerifier
{
    public string Name => "language";

    public ValueTask<JsonObject> VerifyAsync(Row row, CancellationToken cancellation) =>
        new(new JsonObject { ["language"] = ProseLanguages.Code(LanguageVerifier.Shared.Classify(row.Text("text")).Language) });
}
