using Xunit;

namespace Magistral.Architecture.Tests;

public class ArrowTests
{
    /// <summary>Which projects each may refer to; a project that is not named may refer to none.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        // its embedded mode is a silo, and its checks try every part alone
        ["Magistral.Cli"] =
        [
            "Magistral.Client", "Magistral.Contracts", "Magistral.Method", "Magistral.Verifiers", "Magistral.Grains",
            "Magistral.Text", "Magistral.Engine", "Magistral.Storage", "Magistral.Silo",
        ],
        ["Magistral.Contracts"] = ["Magistral.Method"],   // its enums and axes are the spec's
        ["Magistral.Client"] = ["Magistral.Contracts", "Magistral.Method"],
        ["Magistral.Silo"] = ["Magistral.Contracts", "Magistral.Method", "Magistral.Grains", "Magistral.Text", "Magistral.Engine", "Magistral.Storage"],
        ["Magistral.Host"] = ["Magistral.Contracts", "Magistral.Grains", "Magistral.Storage", "Magistral.Silo"],
        ["Magistral.Storage"] = ["Magistral.Contracts", "Magistral.Grains"],
        ["Magistral.Engine"] = ["Magistral.Contracts", "Magistral.Method", "Magistral.Text"],
        ["Magistral.Text"] = ["Magistral.Contracts"],   // the errors that users read
        ["Magistral.Grains"] = ["Magistral.Contracts", "Magistral.Method", "Magistral.Verifiers"],
        ["Magistral.Verifiers"] = ["Magistral.Method"],   // the reward's formula; both are pure
    };

    /// <summary>Packages, by the beginning of their names, and the only projects that may take them.</summary>
    private static readonly Dictionary<string, string[]> Owners = new()
    {
        ["TorchSharp"] = ["Magistral.Engine"],
        ["Azure."] = ["Magistral.Storage"],
        ["Parquet.Net"] = ["Magistral.Storage"],
        ["Microsoft.Orleans."] = ["Magistral.Contracts", "Magistral.Grains", "Magistral.Client", "Magistral.Silo", "Magistral.Storage", "Magistral.Host"],
        ["SearchPioneer.Lingua"] = ["Magistral.Verifiers"],
        ["Spectre.Console"] = ["Magistral.Cli"],
        ["System.CommandLine"] = ["Magistral.Cli"],
    };

    public static TheoryData<string> ProductProjects => [.. Repository.Projects(Repository.Product)];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_project_refers_only_to_those_its_arrows_reach(string project) =>
        Offences.None(Repository.References(project, "ProjectReference").Except(Arrows.GetValueOrDefault(project, [])));

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_heavy_package_is_taken_by_its_owner_alone(string project) =>
        Offences.None(Repository.References(project, "PackageReference").Where(package =>
            Owners.Any(rule => package.StartsWith(rule.Key, StringComparison.Ordinal) && !rule.Value.Contains(project))));

    [Fact]
    public void Contracts_need_the_Orleans_Sdk_alone() =>
        Assert.Equal(["Microsoft.Orleans.Sdk"], Repository.References("Magistral.Contracts", "PackageReference"));

    [Theory]
    [InlineData("Magistral.Method")]
    [InlineData("Magistral.Verifiers")]
    public void Pure_projects_know_neither_Orleans_nor_TorchSharp(string project)
    {
        string[] heavy = ["Microsoft.Orleans", "TorchSharp", "Azure"];
        Assert.DoesNotContain(Repository.References(project, "PackageReference"), package => heavy.Any(name => package.StartsWith(name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Magistral.Text")]
    [InlineData("Magistral.Storage")]
    public void No_chain_of_arrows_leads_to_TorchSharp(string project) => Offences.None(
        from reached in Repository.Reached(project)
        from package in Repository.References(reached, "PackageReference")
        where package.StartsWith("TorchSharp", StringComparison.Ordinal)
        select $"{reached}: {package}");

    [Fact]
    public void The_method_has_no_package_at_all() => Offences.None(Repository.References("Magistral.Method", "PackageReference"));

    [Fact]
    public void No_project_sets_a_version_of_its_own() =>
        Assert.DoesNotContain(Repository.Files("*.csproj", [.. Repository.Product, "tests"]),
            path => File.ReadAllText(Repository.Full(path)).Contains("Version=", StringComparison.Ordinal));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.Full("Magistral.Orleans.sln"));
        Offences.None(Repository.Projects([.. Repository.Product, "tests"]).Where(name => !solution.Contains($"{name}.csproj", StringComparison.Ordinal)));
    }
}
