using System.Globalization;
using System.Text.Json;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class ProblemCatalogTests
{
    private const int Count = 40;
    private static readonly RunSpec Spec = new()
    {
        Name = "files",
        Stages = [new() { Name = "one", Problems = new() { Path = "rows", HeldOutShare = 0.3 } }, new() { Name = "two", Problems = new() { Path = "others", HeldOutPath = "apart" } }],
    };

    private readonly InMemoryObjectStore store = new();
    private readonly Rows rows = new() { ["rows"] = Sums(0), ["others"] = Sums(100), ["apart"] = [.. Sums(110).Take(5)] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_need_a_run_s_problems_share_one_reading_of_its_files()
    {
        var (catalog, gate) = (new ProblemCatalog(rows, store), new TaskCompletionSource());
        rows.Gate = gate.Task;
        var opening = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => catalog.OpenAsync("run", Spec, Cancellation)));
        gate.SetResult();
        var opened = await opening;
        Assert.Equal(Count + Count + 5, rows.Read);
        Assert.All(opened, sources => Assert.Same(opened[0], sources));
    }

    [Fact]
    public async Task Another_process_reads_no_row_and_draws_the_same()
    {
        var first = await new ProblemCatalog(rows, store).OpenAsync("run", Spec, Cancellation);
        var read = rows.Read;
        var second = await new ProblemCatalog(rows, store).OpenAsync("run", Spec, Cancellation);
        Assert.Equal(read, rows.Read);
        foreach (var (one, other) in first.Zip(second))
        {
            Assert.Equal(await DrawnAsync(one), await DrawnAsync(other));
            Assert.Equal((await one.HeldOutAsync(1, Count, Cancellation)).Select(problem => problem.Id), (await other.HeldOutAsync(1, Count, Cancellation)).Select(problem => problem.Id));
        }
    }

    [Fact]
    public async Task Files_that_changed_are_read_again()
    {
        await new ProblemCatalog(rows, store).OpenAsync("run", Spec, Cancellation);
        rows["apart"] = [.. Sums(120).Take(4)];
        var read = rows.Read;
        var sources = await new ProblemCatalog(rows, store).OpenAsync("run", Spec, Cancellation);
        Assert.Equal(read + Count + 4, rows.Read);
        Assert.Equal(4, (await sources[1].HeldOutAsync(1, Count, Cancellation)).Count);
    }

    [Fact]
    public async Task A_reading_that_failed_is_made_again()
    {
        var catalog = new ProblemCatalog(rows, store);
        var right = rows["rows"];
        rows["rows"] = ["{}"];
        await Assert.ThrowsAsync<DatasetException>(() => catalog.OpenAsync("run", Spec, Cancellation));
        rows["rows"] = right;
        Assert.Equal(2, (await catalog.OpenAsync("run", Spec, Cancellation)).Count);
    }

    [Fact]
    public async Task One_who_waits_no_more_leaves_the_others_their_reading()
    {
        var catalog = new ProblemCatalog(rows, store);
        using var impatient = new CancellationTokenSource();
        var given = catalog.OpenAsync("run", Spec, impatient.Token);
        await impatient.CancelAsync();
        await Task.WhenAny(given);
        Assert.Equal(2, (await catalog.OpenAsync("run", Spec, Cancellation)).Count);
        Assert.Equal(Count + Count + 5, rows.Read);
    }

    private static async Task<IReadOnlyList<string>> DrawnAsync(IProblemSource source)
    {
        var ids = new List<string>();
        for (var group = 0; group < Count; group++)
            ids.Add((await source.DrawTrainingAsync(7, group, Cancellation)).Id);
        return ids;
    }

    private static string[] Sums(int first) =>
        [.. Enumerable.Range(first, Count).Select(left => JsonSerializer.Serialize(new { prompt = string.Create(CultureInfo.InvariantCulture, $"{left}+1="), answer = left + 1 }))];
}
