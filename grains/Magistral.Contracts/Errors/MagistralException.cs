namespace Magistral.Contracts;

/// <summary>The base of every error the project raises on purpose: one sentence that says what happened, to what, and how to mend it.</summary>
[GenerateSerializer, Alias("magistral.error")]
public class MagistralException : Exception
{
    /// <param name="what">What happened, to which thing.</param>
    /// <param name="remedy">What the reader can do about it.</param>
    public MagistralException(string what, string remedy) : base($"{what}: {remedy}")
    {
        What = what;
        Remedy = remedy;
    }

    /// <param name="what">What happened, to which thing.</param>
    /// <param name="remedy">What the reader can do about it.</param>
    /// <param name="inner">The error behind it.</param>
    public MagistralException(string what, string remedy, Exception inner) : base($"{what}: {remedy}", inner)
    {
        What = what;
        Remedy = remedy;
    }

    /// <summary>What happened, to which thing.</summary>
    [Id(0)]
    public string What { get; }

    /// <summary>What the reader can do about it.</summary>
    [Id(1)]
    public string Remedy { get; }
}
