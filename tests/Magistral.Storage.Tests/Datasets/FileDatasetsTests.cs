using System.Text;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Storage.Datasets;
using Parquet;
using Parquet.Serialization;
using Xunit;

namespace Magistral.Storage.Tests.Datasets;

public sealed class FileDatasetsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("magistral-datasets-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Lines_are_read_whatever_ends_them_and_count_as_an_editor_counts()
    {
        var file = Write("a.jsonl", "\uFEFF{\"n\":1}\r\n\n  \t\n{\"n\":\"zwei\"}\n{\"n\":3}");
        Assert.Equal([($"{file}:1", "1"), ($"{file}:4", "zwei"), ($"{file}:5", "3")], await ReadAsync(file, "n"));
    }

    [Fact]
    public async Task A_long_line_across_the_buffer_is_whole()
    {
        var text = new string('x', 3_000_000);
        var rows = await ReadAsync(Write("a.jsonl", $"{{\"n\":\"{text}\"}}\n{{\"n\":\"y\"}}\n"), "n");
        Assert.Equal([text, "y"], rows.Select(row => row.Value));
    }

    [Theory]
    [InlineData("{\"n\":1}\n{\"n\":", ":2: it is not JSON at byte")]
    [InlineData("\n[1]", ":2: it is not a JSON object")]
    [InlineData("\n \n", " holds no rows")]
    public async Task A_line_that_is_no_object_is_named(string text, string fault)
    {
        var file = Write("a.jsonl", text);
        var error = await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(file, "n"));
        Assert.StartsWith(file + fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_rows_hold_texts_numbers_and_conversations_across_row_groups()
    {
        var file = await ParquetAsync("a.parquet", Enumerable.Range(0, 25), rowGroup: 10);
        var rows = await new FileDatasets().OpenAsync(file, Cancellation);
        Assert.Equal([10, 10, 5], rows.Chunks);
        var row = await rows.ReadAsync(2, 3, Cancellation);
        Assert.Equal($"{file}:24", row.Place);
        Assert.Equal("23", row.Find("answer")!.Value.GetRawText());
        Assert.Null(row.Find("note"));
        Assert.Equal("""[{"role":"user","content":"a 23"},{"role":"assistant","content":"b"}]""", row.Find("messages")!.Value.GetRawText());
    }

    [Fact]
    public async Task A_damaged_Parquet_file_is_refused()
    {
        var file = await ParquetAsync("a.parquet", Enumerable.Range(0, 25), rowGroup: 10);
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        await File.WriteAllBytesAsync(file, bytes[..^20], Cancellation);
        var error = await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(file, "answer"));
        Assert.Contains("a.parquet cannot be read as Parquet", error.Message, StringComparison.Ordinal);
        Random.Shared.NextBytes(bytes.AsSpan(4, bytes.Length / 4));
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
        error = await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(file, "answer"));
        Assert.Contains("a.parquet: row group 1 cannot be read as Parquet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_of_a_folder_are_read_in_the_order_of_their_names()
    {
        await ParquetAsync("b.parquet", [2, 3], rowGroup: 10);
        Write("a.jsonl", "{\"answer\":1}");
        Write("c.ndjson", "{\"answer\":4}");
        Write("README.md", "not rows");
        Assert.Equal(["1", "2", "3", "4"], (await ReadAsync(folder, "answer")).Select(row => row.Value));
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_of_no_known_format_is_refused()
    {
        await Assert.ThrowsAsync<DatasetNotFoundException>(() => ReadAsync(Path.Combine(folder, "no.jsonl"), "n"));
        await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(Write("a.csv", "a,b"), "n"));
        File.Delete(Path.Combine(folder, "a.csv"));
        await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(folder, "n"));
    }

    private static async Task<List<(string Place, string Value)>> ReadAsync(string path, string column)
    {
        var (rows, read) = (await new FileDatasets().OpenAsync(path, Cancellation), new List<(string, string)>());
        await DatasetScan.RunAsync(rows, (_, _, row) => read.Add((row.Place, row.Find(column)!.Value.ToString())), Cancellation);
        return read;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    private async Task<string> ParquetAsync(string name, IEnumerable<int> numbers, int rowGroup)
    {
        var path = Path.Combine(folder, name);
        var rows = numbers.Select(number => new Row { Answer = number, Messages = [new() { Role = "user", Content = $"a {number}" }, new() { Role = "assistant", Content = "b" }] });
        await ParquetSerializer.SerializeAsync(rows, path, new ParquetOptions { RowGroupSize = rowGroup }, null, Cancellation);
        return path;
    }

    private sealed class Row
    {
        [System.Text.Json.Serialization.JsonPropertyName("answer")] public int Answer { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("note")] public string? Note { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("messages")] public List<Message> Messages { get; set; } = [];
    }

    private sealed class Message
    {
        [System.Text.Json.Serialization.JsonPropertyName("role")] public string Role { get; set; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("content")] public string Content { get; set; } = "";
    }
}
