using System.Text.Json;
using Magistral.Grains.Verification;
using Magistral.Verifiers.Code.Programs;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>Reads the tests of a program in the forms they are published in.</summary>
internal static class TestsColumn
{
    private const string Form = "write a list of objects with stdin and stdout, or a text of test code";

    /// <summary>The reference that tests come to.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="value">A list of pairs, an object of two lists (<c>inputs</c> and <c>outputs</c>), JSON text of one of them, or test code.</param>
    /// <exception cref="DatasetException">It is something else.</exception>
    public static CodeReference Read(DatasetRow row, string column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            var text = AskedText.Text(row, column, value);
            if (text.TrimStart() is not ['[' or '{', ..])
                return new(TestCode: text);
            return Read(row, column, AskedText.Json(row, column, text, Form));
        }
        var tests = value.ValueKind == JsonValueKind.Object ? Columns(row, column, value) : Pairs(row, column, value);
        return tests.Count > 0 ? new(tests) : throw row.Fault($"column '{column}' holds no tests", Form);
    }

    private static List<CodeTest> Pairs(DatasetRow row, string column, JsonElement value) => value.ValueKind != JsonValueKind.Array
        ? throw row.Fault($"column '{column}' holds no list of tests", Form)
        : [.. value.EnumerateArray().Select((test, index) => new CodeTest(
            Part(row, $"{column}[{index}]", test, "stdin", "input"), Part(row, $"{column}[{index}]", test, "stdout", "output")))];

    private static List<CodeTest> Columns(DatasetRow row, string column, JsonElement value)
    {
        if (!value.TryGetProperty("inputs", out var inputs) || !value.TryGetProperty("outputs", out var outputs)
            || inputs.ValueKind != JsonValueKind.Array || outputs.ValueKind != JsonValueKind.Array || inputs.GetArrayLength() != outputs.GetArrayLength())
            throw row.Fault($"column '{column}' is an object without inputs and outputs of one length", Form);
        return [.. inputs.EnumerateArray().Zip(outputs.EnumerateArray()).Select(pair => new CodeTest(TextOf(row, column, pair.First), TextOf(row, column, pair.Second)))];
    }

    private static string Part(DatasetRow row, string place, JsonElement test, string name, string otherName) =>
        test.ValueKind == JsonValueKind.Object && (test.TryGetProperty(name, out var part) || test.TryGetProperty(otherName, out part))
            ? TextOf(row, $"{place}.{name}", part)
            : throw row.Fault($"{place} has no {name}", Form);

    private static string TextOf(DatasetRow row, string place, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw row.Fault($"{place} is not a text", Form);
}
