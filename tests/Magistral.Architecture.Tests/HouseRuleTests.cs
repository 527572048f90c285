using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Magistral.Architecture.Tests;

public partial class HouseRuleTests
{
    private static readonly string[] Drawers = ["Utils", "Util", "Helpers", "Helper", "Common", "Managers", "Misc", "Shared"];

    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".sh", ".yaml", ".yml", ".json", ".md"];

    [Fact]
    public void No_folder_is_a_drawer_for_everything() =>
        Offences.None(Repository.Files("*", [.. Repository.Product, "tests"])
            .SelectMany(path => path.Split('/')[..^1])
            .Where(folder => folder.Split('.').Any(part => Drawers.Contains(part, StringComparer.OrdinalIgnoreCase)))
            .Distinct());

    [Fact]
    public void Nothing_is_left_to_be_done() => Offences.None(Matches(Unfinished()));

    [Fact]
    public void A_count_takes_its_noun_from_Counted_so_that_one_has_no_plural() => Offences.None(
        from file in Repository.ProductSources
        from text in file.All<InterpolatedStringTextSyntax>()
        where CountedNoun().IsMatch(text.TextToken.Text)
        let parts = ((InterpolatedStringExpressionSyntax)text.Parent!).Contents
        let before = parts.IndexOf(text) is > 0 and var place ? parts[place - 1] as InterpolationSyntax : null
        where before is not null && !IsConstant(before.Expression)
        select $"{file.At(text)}: {before}{text}");

    [Fact]
    public void No_path_of_one_machine_is_written_down() => Offences.None(Matches(MachinePath()));

    [Fact]
    public void A_file_holds_one_public_type() => Offences.None(
        Repository.ProductSources
            .Where(file => file.All<MemberDeclarationSyntax>().Count(IsPublicTopLevelType) > 1)
            .Select(file => file.Path));

    [Fact]
    public void The_name_of_a_public_type_stands_in_one_namespace() => Offences.None(
        from file in Repository.ProductSources
        from type in file.All<MemberDeclarationSyntax>().Where(IsPublicTopLevelType)
        let name = type is BaseTypeDeclarationSyntax declared ? declared.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text
        group file.All<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() by name into spaces
        where spaces.Distinct().Count() > 1
        select $"{spaces.Key}: {string.Join(", ", spaces.Distinct())}");

    [Fact]
    public void A_public_class_is_sealed_unless_another_derives_from_it()
    {
        var bases = Repository.Sources
            .SelectMany(file => file.All<SimpleBaseTypeSyntax>().Cast<BaseTypeSyntax>().Concat(file.All<PrimaryConstructorBaseTypeSyntax>()))
            .Select(node => node.Type is GenericNameSyntax generic ? generic.Identifier.Text : node.Type.ToString())
            .ToHashSet();
        Offences.None(
            from file in Repository.ProductSources
            from type in file.All<TypeDeclarationSyntax>()
            where type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
            where type.Modifiers.Any(SyntaxKind.PublicKeyword)
            where !type.Modifiers.Any(SyntaxKind.SealedKeyword) && !type.Modifiers.Any(SyntaxKind.StaticKeyword) && !type.Modifiers.Any(SyntaxKind.AbstractKeyword)
            where !bases.Contains(type.Identifier.Text)
            select $"{file.At(type)}: {type.Identifier.Text}");
    }

    [Fact]
    public void A_grain_class_names_its_type_so_that_renaming_it_loses_no_state() => Offences.None(
        from file in Repository.ProductSources
        from type in file.All<ClassDeclarationSyntax>()
        where type.BaseList?.Types.Any(node => node.Type.ToString() is "Grain") == true
        where !Has(type, "GrainType")
        select $"{file.At(type)}: {type.Identifier.Text}");

    [Fact]
    public void A_type_that_travels_has_an_alias() => Offences.None(
        from file in Repository.ProductSources
        from type in file.All<BaseTypeDeclarationSyntax>()
        where Has(type, "GenerateSerializer") && !Has(type, "Alias")
        select $"{file.At(type)}: {type.Identifier.Text}");

    [Fact]
    public void An_alias_is_given_once() => Offences.None(
        Repository.ProductSources
            .SelectMany(file => file.All<BaseTypeDeclarationSyntax>())
            .SelectMany(type => type.AttributeLists.SelectMany(list => list.Attributes))
            .Where(attribute => attribute.Name.ToString() == "Alias")
            .Select(attribute => attribute.ArgumentList!.Arguments[0].ToString())
            .GroupBy(alias => alias)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key));

    private static bool IsPublicTopLevelType(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        && member.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
        && member.Modifiers.Any(SyntaxKind.PublicKeyword);

    // a constant's plural is known when it is written
    private static bool IsConstant(ExpressionSyntax expression) => expression is IdentifierNameSyntax { Identifier.Text: [>= 'A' and <= 'Z', ..] };

    private static bool Has(BaseTypeDeclarationSyntax type, string attribute) =>
        type.AttributeLists.SelectMany(list => list.Attributes).Any(found => found.Name.ToString() == attribute);

    private static IEnumerable<string> Matches(Regex pattern) =>
        from path in Repository.Files("*", ".").Where(path => Extensions.Contains(Path.GetExtension(path)))
        where !path.StartsWith("tests/Magistral.Architecture.Tests/", StringComparison.Ordinal)
        from line in File.ReadLines(Repository.Full(path)).Index()
        where pattern.IsMatch(line.Item)
        select $"{path}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"^ (groups|rollouts|completions|rows|steps|versions|faults|texts|comparisons|frames|layers|problems|numbers|dimensions|cores|streams)\b")]
    private static partial Regex CountedNoun();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    // A home, a root's home, a checkout on one machine, a drive: none of them exists elsewhere.
    [GeneratedRegex(@"(?<![\w.~$}-])/(work|home|root|Users)/|\b[A-Z]:\\")]
    private static partial Regex MachinePath();
}
