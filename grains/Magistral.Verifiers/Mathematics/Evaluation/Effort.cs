namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>How much work one comparison may still do, counted in operations and not in time, so that verdicts are the same everywhere.</summary>
internal sealed class Effort
{
    /// <summary>Integers above this many bits are not written out.</summary>
    public const long MaxBits = 1 << 16;

    private long left = 400_000;

    /// <summary>Pays for an operation on numbers of some size.</summary>
    /// <exception cref="NoValueException">Nothing is left.</exception>
    public void Spend(long bits = 64)
    {
        left -= 1 + bits / 256;
        if (left < 0) throw new NoValueException("too much work");
    }
}
