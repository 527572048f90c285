namespace Magistral.Engine.Weights;

/// <summary>Where a generator finds the newest weights.</summary>
public interface IWeightSource
{
    /// <summary>The newest published weights, or null before the first publication. Any thread may ask at any time.</summary>
    WeightSnapshot? Newest { get; }
}
