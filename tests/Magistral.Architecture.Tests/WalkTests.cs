using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Magistral.Architecture.Tests;

/// <summary>The list of what a group's data passes, in CONTRIBUTING.</summary>
public partial class WalkTests
{
    private const int MostTypes = 15;
    private const int MostConversions = 12;

    private static readonly string Section = File.ReadAllText(Repository.Full("CONTRIBUTING.md")).Split("## The walk of a group")[1].Split("\n## ")[0];

    private static readonly string[] Rows = [.. Section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

    [Fact]
    public void Every_type_and_member_of_the_walk_exists()
    {
        var types = Repository.Sources.SelectMany(file => file.All<BaseTypeDeclarationSyntax>()).ToLookup(type => type.Identifier.Text);
        Offences.None(
            from Match name in Name().Matches(Section)
            let found = types[name.Groups["type"].Value]
            let member = name.Groups["member"].Value
            where !found.Any() || (member.Length > 0 && !found.Any(type => type.DescendantNodes().OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.Text == member)))
            select name.Value);
    }

    [Fact]
    public void A_group_passes_few_types_and_conversions_and_the_text_counts_them()
    {
        var types = Rows.SelectMany(row => Name().Matches(row.Split('|')[1]).Select(name => name.Value)).Append("`TokenStream`").Distinct().Count();
        var conversions = Rows.Length; // one a row but the first, and the one to bytes
        Assert.InRange(types, 1, MostTypes);
        Assert.InRange(conversions, 1, MostConversions);
        Assert.Contains($"These are {types} types with `TokenStream`, and {conversions} conversions", Section, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"`(?<type>[A-Z]\w+)(\.(?<member>[A-Z]\w+))?`")]
    private static partial Regex Name();
}
