namespace Magistral.Silo.Weights.Tcp;

/// <summary>What the side that opens a weight stream wants.</summary>
internal enum WeightRequestKind : byte
{
    /// <summary>To send weights.</summary>
    Push = 1,

    /// <summary>To receive weights.</summary>
    Pull = 2,
}
