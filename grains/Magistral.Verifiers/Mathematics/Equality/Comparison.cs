namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>What is known about two expressions.</summary>
internal enum Comparison
{
    Different,
    Equal,

    /// <summary>Neither could be shown within the limits of effort.</summary>
    Unknown,
}
