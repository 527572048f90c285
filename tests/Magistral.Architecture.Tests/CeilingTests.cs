using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Magistral.Architecture.Tests;

public class CeilingTests
{
    private const int MaxFileLines = 400;
    private const int MaxMethodLines = 50;
    private const int MaxMedianFileLines = 80;
    private const int MaxLineLength = 200;

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

    [Fact]
    public void No_line_is_longer_than_200_characters_without_the_text_in_its_quotes() => Offences.None(
        from file in Repository.Sources
        let quoted = file.Tree.GetRoot().DescendantTokens().Where(IsQuoted).Select(token => token.Span).ToList()
        from line in file.Tree.GetText().Lines
        where line.Span.Length > MaxLineLength
        let length = line.Span.Length - quoted.Sum(text => text.Intersection(line.Span)?.Length ?? 0)
        where length > MaxLineLength
        select $"{file.Path}:{line.LineNumber + 1}: {length} characters");

    [Fact]
    public void The_editors_are_told_the_longest_line() =>
        Assert.Contains($"max_line_length = {MaxLineLength}", File.ReadLines(Repository.Full(".editorconfig")).Select(line => line.Trim()));

    private static bool IsQuoted(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;

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
