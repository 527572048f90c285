using Xunit;

namespace Magistral.Text.Tests;

public class WithoutLibtorchTests
{
    /// <summary>The packages that a package takes along are known to the build alone; what it resolved lies beside the tests.</summary>
    [Fact]
    public void Nothing_that_the_project_takes_brings_TorchSharp_along()
    {
        var resolved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Magistral.Text.Tests.deps.json"));
        Assert.Contains("Magistral.Text/", resolved, StringComparison.Ordinal);
        Assert.DoesNotContain("TorchSharp", resolved, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("libtorch", resolved, StringComparison.OrdinalIgnoreCase);
    }
}
