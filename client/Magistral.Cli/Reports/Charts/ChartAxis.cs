using System.Globalization;

namespace Magistral.Cli.Reports.Charts;

/// <summary>A range of values with round ticks.</summary>
internal sealed class ChartAxis
{
    private readonly double step;

    /// <param name="least">Least value to show.</param>
    /// <param name="greatest">Greatest value to show.</param>
    /// <param name="ticks">About how many ticks.</param>
    public ChartAxis(double least, double greatest, int ticks)
    {
        if (greatest - least < 1e-12)
            greatest = least + (Math.Abs(least) < 1e-9 ? 1 : Math.Abs(least) * 0.1);
        step = RoundStep((greatest - least) / ticks);
        (Least, Greatest) = (Math.Floor(least / step + 1e-9) * step, Math.Ceiling(greatest / step - 1e-9) * step);
    }

    /// <summary>The lower end, a tick.</summary>
    public double Least { get; }

    /// <summary>The upper end, a tick.</summary>
    public double Greatest { get; }

    /// <summary>Every tick from the lower to the upper end.</summary>
    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((Greatest - Least) / step) + 1).Select(i => Least + i * step);

    /// <summary>Where a value lies, 0 at the lower and 1 at the upper end.</summary>
    public double Share(double value) => (value - Least) / (Greatest - Least);

    /// <summary>A tick as text, with as many decimals as the step needs.</summary>
    public string Label(double tick)
    {
        if (Math.Max(Math.Abs(Least), Math.Abs(Greatest)) is >= 10_000 or < 0.001)
            return tick == 0 ? "0" : tick.ToString("0.#e0", CultureInfo.InvariantCulture);
        var decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        return (tick + 0.0).ToString("F" + Math.Min(decimals, 6), CultureInfo.InvariantCulture);
    }

    private static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1.0001 => 1, <= 2.0001 => 2, <= 5.0001 => 5, _ => 10 };
    }
}
