using System.Text.Json;
using System.Text.Json.Nodes;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Code.Sandboxing;

namespace Magistral.Cli.Verification;

/// <summary>Rows of the verifier <c>code</c>: a program with tests of input and output or with test code.</summary>
/// <remarks>The verifier of programs is started by the first such row; where it cannot start, each row says why.</remarks>
internal sealed class CodeRows : IRowVerifier, IDisposable
{
    private readonly Lazy<CodeVerifier> verifier = new(() => new CodeVerifier());

    public string Name => "code";

    public async ValueTask<JsonObject> VerifyAsync(Row row, CancellationToken cancellation)
    {
        var tag = row.Text("language");
        var language = CodeLanguages.Read(tag) ?? throw new RowException($"language '{tag}' is neither python nor cpp");
        return Answer(await JudgeAsync(Read(row, language, "program"), cancellation));
    }

    /// <summary>Judges a program; where there is nothing to judge it with, the verdict is an error that names what is missing.</summary>
    public async Task<CodeResult> JudgeAsync(CodeProgram program, CancellationToken cancellation)
    {
        try
        {
            return await verifier.Value.VerifyAsync(program, cancellation);
        }
        catch (CodeToolMissingException missing)
        {
            return new(CodeVerdict.Error, 0, program.Total, missing.Message);
        }
    }

    /// <summary>A row's tests or test code around a program.</summary>
    public static CodeProgram Read(Row row, CodeLanguage language, string field) => WithTests(row, language, row.Text(field));

    /// <summary>A row's tests or test code around a program that stands elsewhere.</summary>
    public static CodeProgram WithTests(Row row, CodeLanguage language, string program) => row.Has("test_code")
        ? new(language, program, [], row.Text("test_code"))
        : new(language, program, [.. row.Items("tests").Select(test => new CodeTest(test.Text("stdin"), test.Text("stdout")))]);

    /// <summary>A verdict as rows spell it.</summary>
    public static string Verdict(CodeVerdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());

    public void Dispose()
    {
        if (verifier.IsValueCreated) verifier.Value.Dispose();
    }

    private static JsonObject Answer(CodeResult result)
    {
        var answer = new JsonObject { ["verdict"] = Verdict(result.Verdict), ["passed"] = result.Passed, ["total"] = result.Total };
        if (result.Detail.Length > 0) answer["detail"] = result.Detail;
        return answer;
    }
}
