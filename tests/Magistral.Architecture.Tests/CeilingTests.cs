using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Magistral.Architecture.Tests;

public class CeilingTests
{
    private const int MaxFileLines = 400;
    private const int MaxMethodLines = 50;
    private const int MaxMedianFileLines = 80;

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Offences.None(Repository.Sources.Where(file => file.LineCount > MaxFileLines).Select(file => $"{file.Path}: {file.LineCount} lines"));

    [Fact]
    public void Half_of_the_files_have_80_lines_or_fewer()
    {
        var lengths = Repository.ProductSources.Select(file => file.LineCount).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, MaxMedianFileLines);
    }

    [Fact]
    public void No_method_is_longer_than_50_lines() => Offences.None(
        from file in Repository.Sources
        from method in Bodies(file)
        let span = file.Tree.GetLineSpan(method.Span)
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MaxMethodLines
        select $"{file.At(method)}: {lines} lines");

    private static IEnumerable<SyntaxNode> Bodies(SourceFile file) =>
        file.All<BaseMethodDeclarationSyntax>().Cast<SyntaxNode>()
            .Concat(file.All<AccessorDeclarationSyntax>())
            .Concat(file.All<LocalFunctionStatementSyntax>());
}
