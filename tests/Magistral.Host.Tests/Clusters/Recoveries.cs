using System.Globalization;

namespace Magistral.Host.Tests.Clusters;

/// <summary>How long the run stood still after each fault, by role.</summary>
internal sealed class Recoveries(ITestOutputHelper output)
{
    private readonly List<(string Role, double Seconds)> seen = [];

    public double WorstSeconds => seen.Max(recovery => recovery.Seconds);

    public void Add(string name, double seconds) => seen.Add((name.Split('-')[0], seconds));

    /// <summary>Median and worst of each role.</summary>
    public void Write()
    {
        foreach (var role in seen.GroupBy(recovery => recovery.Role, recovery => recovery.Seconds))
        {
            var sorted = role.Order().ToArray();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{role.Key}: {sorted.Length} times, median {sorted[sorted.Length / 2]:0.0} s, worst {sorted[^1]:0.0} s to the next step"));
        }
    }
}
