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
    public void No_method_is_longer_than_50_lines_without_the_rows_of_its_tables() => Offences.None(
        from file in Repository.Sources
        from method in Bodies(file)
        let lines = Lines(file, method) - method.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(IsTableRow).Sum(row => Lines(file, row))
        where lines > MaxMethodLines
        select $"{file.At(method)}: {lines} lines");

    private static IEnumerable<SyntaxNode> Bodies(SourceFile file) =>
        file.All<BaseMethodDeclarationSyntax>().Cast<SyntaxNode>()
            .Concat(file.All<AccessorDeclarationSyntax>())
            .Concat(file.All<LocalFunctionStatementSyntax>());

    // A call of nothing but constants, as in Add(TokenKind.Plus, "+").
    private static bool IsTableRow(ExpressionStatementSyntax statement) =>
        statement.Expression is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments }
        && arguments.All(argument => argument.Expression is LiteralExpressionSyntax or MemberAccessExpressionSyntax);

    private static int Lines(SourceFile file, SyntaxNode node) =>
        file.Tree.GetLineSpan(node.Span) is var span ? span.EndLinePosition.Line - span.StartLinePosition.Line + 1 : 0;
}
