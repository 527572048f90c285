using Xunit;

namespace Magistral.Architecture.Tests;

internal static class Offences
{
    /// <summary>Fails with every offence on a line of its own.</summary>
    public static void None(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, $"{all.Count} offences:\n{string.Join('\n', all)}");
    }
}
