namespace Magistral.Silo.Weights.Tcp;

/// <summary>Why an offer or a wish is refused.</summary>
internal enum WeightRefusal
{
    /// <summary>The receiver has these weights or newer ones; the sender of a wish has none so new.</summary>
    NotNeeded = 1,

    /// <summary>They are of a model of another size.</summary>
    OtherModel = 2,

    /// <summary>A frame is not what the manifest says.</summary>
    Corrupted = 3,

    /// <summary>The books know another hash for that version, or none.</summary>
    NotPublished = 4,
}
