namespace Magistral.Engine.HuggingFace;

/// <summary>Keeps the largest difference of many comparisons; one that is no number is larger than all.</summary>
internal sealed class LargestDifference
{
    private double largest = -1;
    private string where = "nothing compared";
    private string unit = "absolute";

    public LargestDifference Absolute(double found, double expected, string place) => Take(Math.Abs(found - expected), place);

    /// <summary>Over the expected number; of two zeros it is none.</summary>
    public LargestDifference Relative(double found, double expected, string place)
    {
        unit = "relative";
        return Take(found == expected ? 0 : Math.Abs(found - expected) / Math.Abs(expected), place);
    }

    public ModelCheckFigure Figure(string name, double tolerance) => new(name, largest < 0 ? double.NaN : largest, tolerance, unit, where);

    private LargestDifference Take(double difference, string place)
    {
        if (double.IsNaN(largest) || difference <= largest) return this;
        (largest, where) = (difference, place);
        return this;
    }
}
