using Magistral.Client.Specs;

namespace Magistral.Client.Tests.Service;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_of_the_package_is_the_one_that_compiles()
    {
        var readme = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var source = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Service", "ReadmeExample.cs"));
        var shown = readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        var compiled = source.SkipWhile(line => !line.EndsWith("example: begin", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.EndsWith("example: end", StringComparison.Ordinal));
        Assert.Equal(compiled.Select(line => line.Length > 8 ? line[8..] : line.TrimStart()), shown);
    }

    [Fact]
    public void A_built_spec_has_traces_for_each_of_its_stages() =>
        Assert.Equal([1000, 2000, 4000, 4000], Enumerable.Range(1, 4).Aggregate(new RunSpecBuilder("four"),
            (builder, digits) => builder.Stage($"digits-{digits}", stage => stage with { Problems = new() { Digits = digits } })).Build().Sft.TracesPerStage);

    [Fact]
    public void A_spec_that_cannot_run_is_refused_where_it_is_built() =>
        Assert.Throws<Contracts.Specs.RunSpecException>(() => new RunSpecBuilder("Not A Name").Stage("one", stage => stage).Build());
}
