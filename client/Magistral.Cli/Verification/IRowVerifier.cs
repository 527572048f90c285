using System.Text.Json.Nodes;

namespace Magistral.Cli.Verification;

/// <summary>Scores rows of one kind. Thread-safe.</summary>
internal interface IRowVerifier
{
    /// <summary>The value of <c>verifier</c> in its rows.</summary>
    string Name { get; }

    /// <summary>Scores one row: what stands in the answer besides its <c>id</c>.</summary>
    /// <exception cref="RowException">The row lacks something, or holds it in another form.</exception>
    ValueTask<JsonObject> VerifyAsync(Row row, CancellationToken cancellation);
}
