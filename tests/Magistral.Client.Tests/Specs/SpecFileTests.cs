using Magistral.Client.Specs;
using Magistral.Contracts;

namespace Magistral.Client.Tests.Specs;

public sealed class SpecFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("magistral-spec-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_file_is_read_and_its_faults_name_it()
    {
        var path = Write("good.yaml", System.Text.Encoding.UTF8.GetBytes(Tiny.Yaml));
        var spec = await RunSpecReader.ReadFileAsync(path, ["seed=3"], TestContext.Current.CancellationToken);
        Assert.Equal(3, spec.Seed);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_fault()
    {
        var path = Write("marked.yaml", [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Tiny.Yaml)]);
        var spec = await RunSpecReader.ReadFileAsync(path, [], TestContext.Current.CancellationToken);
        Assert.Equal("tiny", spec.Name);
    }

    [Fact]
    public async Task A_missing_file_is_one_clear_error() =>
        await ExpectAsync(Path.Combine(directory, "none.yaml"), "does not exist");

    [Fact]
    public async Task A_directory_is_one_clear_error() => await ExpectAsync(directory, "is a directory");

    [Fact]
    public async Task A_text_that_is_not_utf8_is_one_clear_error() =>
        await ExpectAsync(Write("latin1.yaml", [(byte)'a', 0xE9, (byte)'b']), "is not UTF-8 text at byte 1");

    [Fact]
    public async Task A_huge_file_is_one_clear_error() =>
        await ExpectAsync(Write("huge.yaml", new byte[(1 << 20) + 1]), "too large");

    [Fact]
    public async Task An_empty_path_is_one_clear_error() => await ExpectAsync("", "does not exist");

    private static async Task ExpectAsync(string path, string what)
    {
        var fault = await Assert.ThrowsAnyAsync<MagistralException>(() => RunSpecReader.ReadFileAsync(path, [], TestContext.Current.CancellationToken));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
