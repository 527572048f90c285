using System.Text.Json;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;

namespace Magistral.Grains.Verification;

/// <summary>The reference of a problem that asks for a program: its tests, or the code of its function tests.</summary>
/// <param name="Tests">Tests of input and output; null where there is test code.</param>
/// <param name="TestCode">The code that follows the program; null where there are tests.</param>
public sealed record CodeReference(IReadOnlyList<CodeTest>? Tests = null, string? TestCode = null)
{
    private static readonly JsonSerializerOptions Spelling =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads the JSON text of a problem's reference.</summary>
    /// <exception cref="CodeReferenceException">It is something else.</exception>
    public static CodeReference Read(string reference)
    {
        try
        {
            var read = JsonSerializer.Deserialize<CodeReference>(reference, Spelling);
            return read is { Tests.Count: > 0 } or { TestCode: not null } ? read : throw new CodeReferenceException("there are none");
        }
        catch (JsonException fault)
        {
            throw new CodeReferenceException($"it is not JSON of that form at {fault.Path ?? "its start"}");
        }
    }

    /// <summary>A program with the tests that the seed draws.</summary>
    public CodeProgram Around(CodeLanguage language, string program, ulong seed) =>
        new(language, program, TestCode is null ? TestChoice.Draw(Tests!, seed) : [], TestCode);
}
