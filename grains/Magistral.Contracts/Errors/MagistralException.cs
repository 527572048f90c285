namespace Magistral.Contracts;

/// <summary>The base of every error the project raises on purpose: one sentence that says what happened, to what, and how to mend it.</summary>
[GenerateSerializer, Alias("magistral.error")]
public class MagistralException : Exception
{
    /// <param name="what">What happened, to which thing.</param>
    /// <param name="mend">What the reader can do about it.</param>
    public MagistralException(string what, string mend) : base($"{what}: {mend}")
    {
        What = what;
        Mend = mend;
    }

    /// <param name="what">What happened, to which thing.</param>
    /// <param name="mend">What the reader can do about it.</param>
    /// <param name="inner">The error behind it.</param>
    public MagistralException(string what, string mend, Exception inner) : base($"{what}: {mend}", inner)
    {
        What = what;
        Mend = mend;
    }

    /// <summary>What happened, to which thing.</summary>
    [Id(0)]
    public string What { get; }

    /// <summary>What the reader can do about it.</summary>
    [Id(1)]
    public string Mend { get; }
}
