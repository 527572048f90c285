using Magistral.Client.Specs;
using Magistral.Client.Specs.Syntax;

namespace Magistral.Client.Tests.Specs;

/// <summary>Reads specs that cannot be read, and says what was reported.</summary>
internal static class Faults
{
    public static IReadOnlyList<LocatedFault> Of(string yaml, params string[] overrides) =>
        Assert.Throws<RunSpecReadException>(() => RunSpecReader.Read(yaml, "spec.yaml", overrides)).Faults;

    public static LocatedFault Only(string yaml, params string[] overrides) => Assert.Single(Of(yaml, overrides));

    public static void Expect(string line, string yaml, params string[] overrides) => Assert.Equal(line, Only(yaml, overrides).ToString());
}
