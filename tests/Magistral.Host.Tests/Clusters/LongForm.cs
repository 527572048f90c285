namespace Magistral.Host.Tests.Clusters;

/// <summary>Tests of minutes, which run when they are asked for: <c>MAGISTRAL_LONG=1 infra/test.sh Clusters</c>.</summary>
internal static class LongForm
{
    private const string Variable = "MAGISTRAL_LONG";

    public static bool IsAskedFor => Environment.GetEnvironmentVariable(Variable) == "1";

    public static void SkipUnlessAskedFor(string takes) => Assert.SkipUnless(IsAskedFor, $"takes {takes}: ask for it with {Variable}=1 infra/test.sh Clusters");
}
