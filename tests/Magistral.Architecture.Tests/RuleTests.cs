using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Magistral.Architecture.Tests;

public class RuleTests
{
    private const string Grains = "grains/Magistral.Grains/";
    private const string Tests = "tests/Magistral.Grains.Tests/";

    [Fact]
    public void The_rules_beside_a_grain_are_named_by_a_test_of_their_own()
    {
        var named = Repository.Sources.Where(file => file.Path.StartsWith(Tests, StringComparison.Ordinal))
            .SelectMany(file => file.All<IdentifierNameSyntax>().Select(name => name.Identifier.Text)).ToHashSet();
        var folders = Repository.Sources.Where(file => file.Path.StartsWith(Grains, StringComparison.Ordinal) && file.All<ClassDeclarationSyntax>().Any(IsGrain)).Select(Folder).ToHashSet();
        Assert.True(folders.Count >= 8, $"only {folders.Count} folders of grains were found");
        Offences.None(
            from file in Repository.Sources
            where folders.Contains(Folder(file))
            from type in file.All<ClassDeclarationSyntax>()
            where type.Modifiers.Any(SyntaxKind.PublicKeyword) && type.Modifiers.Any(SyntaxKind.StaticKeyword) && !named.Contains(type.Identifier.Text)
            select $"{file.At(type)}: no test names {type.Identifier.Text}");
    }

    private static bool IsGrain(ClassDeclarationSyntax type) => type.BaseList?.Types.Any(node => node.Type.ToString() is "Grain") == true;

    private static string Folder(SourceFile file) => Path.GetDirectoryName(file.Path)!;
}
