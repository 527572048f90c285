namespace Magistral.Engine.Weights;

/// <summary>Where a generator finds the newest weights.</summary>
/// <remarks>Any thread may ask at any time.</remarks>
public interface IWeightSource
{
    /// <summary>Number of the newest published weights, or null before the first publication.</summary>
    int? NewestVersion { get; }

    /// <summary>The newest published weights, to be disposed after use, or null before the first publication.</summary>
    WeightSnapshot? TakeNewest();
}
