namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>How much work one comparison may still do, counted in operations and not in time, so that verdicts are the same everywhere.</summary>
internal sealed class Effort
{
    /// <summary>Integers above this many bits are not written out.</summary>
    public const long MaxBits = 1 << 16;

    private long left = 250_000;   // about 0.1 s

    /// <summary>Pays for an operation on numbers of some size.</summary>
    /// <exception cref="NoValueException">Nothing is left.</exception>
    public void Spend(long bits = 64)
    {
        Take(1 + bits / 256 + bits * bits / (1 << 20));
    }

    /// <summary>Pays for bringing a fraction to its lowest terms, which grows with the square of its size.</summary>
    /// <exception cref="NoValueException">Nothing is left.</exception>
    public void SpendOnReduction(long bits) => Take(1 + bits * bits / (1 << 17));

    private void Take(long units)
    {
        left -= units;
        if (left < 0) throw new NoValueException("too much work");
    }
}
