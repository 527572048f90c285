using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Magistral.Architecture.Tests;

public class NamespaceTests
{
    [Fact]
    public void Namespaces_do_not_use_each_other_in_a_circle()
    {
        var graph = new NamespaceGraph([.. Repository.ProductSources]);
        Assert.True(graph.Count > 80, $"only {graph.Count} namespaces were found");
        Offences.None(graph.Circles());
    }

    [Theory]
    [InlineData("using A.C; namespace A.B; class First { Second other; }")]
    [InlineData("using static A.C.Second; namespace A.B; class First;")]
    [InlineData("namespace A.B; class First { A.C.Second other; }")]
    [InlineData("namespace A.B; class First { C.Second other; }")]
    [InlineData("namespace A.B; class First { object other = C.Second.Of(1); }")]
    [InlineData("namespace A.C.D; class First { Second other; }")]
    [InlineData("namespace A.C.D; class First { System.Collections.Generic.List<Second> other; }")]
    public void A_circle_is_found_however_a_type_is_named(string text)
    {
        var space = NamespaceGraph.SpaceOf(File(text));
        Assert.Equal(2, new NamespaceGraph([File(text), File($"using {space}; namespace A.C; class Second {{ First other; }}")]).Circles().Count());
    }

    [Fact]
    public void A_circle_of_three_is_found() => Assert.Equal(3, new NamespaceGraph(
        [File("using A.C; namespace A.B; class First;"), File("using A.D; namespace A.C; class Second;"), File("using A.B; namespace A.D; class Third;")]).Circles().Count());

    [Fact]
    public void Uses_of_one_direction_are_no_circle() => Offences.None(new NamespaceGraph(
        [File("using A.C; namespace A.B; class First { D.Third third; }"), File("using A.D; namespace A.C; class Second;"), File("namespace A.D; class Third { int First; }")]).Circles());

    private static SourceFile File(string text) => new("", CSharpSyntaxTree.ParseText(text));
}
