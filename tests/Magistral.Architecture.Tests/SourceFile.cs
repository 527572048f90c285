using Microsoft.CodeAnalysis;

namespace Magistral.Architecture.Tests;

/// <param name="Path">Relative to the root of the repository.</param>
/// <param name="Tree">Its parsed text.</param>
internal sealed record SourceFile(string Path, SyntaxTree Tree)
{
    public int LineCount => Tree.GetText().Lines.Count;

    public IEnumerable<T> All<T>() where T : SyntaxNode => Tree.GetRoot().DescendantNodes().OfType<T>();

    /// <summary>How an offence is shown.</summary>
    public string At(SyntaxNode node) => $"{Path}:{Tree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";
}
