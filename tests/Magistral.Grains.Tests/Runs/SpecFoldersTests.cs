using Magistral.Contracts.Specs;
using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class SpecFoldersTests
{
    private static readonly SpecFolders Folders = SpecFolders.Of(["/data/models", "/data/problems/"]);

    [Theory]
    [InlineData("/data/models")]
    [InlineData("/data/models/mine")]
    [InlineData("/data/models/../problems/a.jsonl")]
    [InlineData("")]
    public void What_lies_in_a_folder_is_allowed(string path) => Assert.Empty(Folders.Check(Of(path)));

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/data/models-of-others/x")]
    [InlineData("/data/models/../../etc")]
    [InlineData("/data")]
    [InlineData("models/mine")]
    public void What_lies_elsewhere_is_refused(string path) => Assert.Equal("model.path", Assert.Single(Folders.Check(Of(path))).Path);

    [Fact]
    public void Every_path_of_a_spec_is_looked_at()
    {
        var stage = new StageSpec { Problems = new ProblemSpec { Path = "/a.jsonl", HeldOutPath = "/b.jsonl" } };
        var spec = Of("/m") with { Stages = [new StageSpec(), stage] };
        Assert.Equal(["model.path", "stages[1].problems.path", "stages[1].problems.held_out_path"], Folders.Check(spec).Select(fault => fault.Path));
        Assert.Empty(SpecFolders.All.Check(spec));
        Assert.Contains("--folders", SpecFolders.Of([]).Check(spec).First().Remedy, StringComparison.Ordinal);
    }

    private static RunSpec Of(string model) => new() { Model = new ModelSpec { Path = model } };
}
