namespace Magistral.Host.Configuration;

/// <summary>How often a generator keeps what its sequences hold so far, so that another can go on with them.</summary>
internal sealed record JournalSettings
{
    /// <summary>What a killed generator costs at most for each sequence, in tokens.</summary>
    public int GapTokens { get; init; } = 256;

    /// <summary>Time after which slower sequences are kept too.</summary>
    public double PeriodSeconds { get; init; } = 5;
}
