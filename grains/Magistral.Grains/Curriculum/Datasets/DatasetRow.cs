using System.Text.Json;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>One row of a file.</summary>
/// <param name="Place">Where it stands, <c>file:row</c>; rows count from 1, in JSON lines they are lines.</param>
/// <param name="Fields">An object with a field for every column.</param>
public sealed record DatasetRow(string Place, JsonElement Fields)
{
    /// <summary>A column; null when it is missing or null.</summary>
    public JsonElement? Find(string column) =>
        Fields.TryGetProperty(column, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <summary>What to say about a fault of this row.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="remedy">What the reader can do about it.</param>
    public DatasetException Fault(string fault, string remedy) => new($"{Place}: {fault}", remedy);
}
