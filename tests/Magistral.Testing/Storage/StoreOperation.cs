namespace Magistral.Testing.Storage;

/// <summary>What is asked of a store.</summary>
public enum StoreOperation
{
    /// <summary>A put, of memory or a stream.</summary>
    Put,

    /// <summary>A get, whole, of a range, or of the head.</summary>
    Get,

    /// <summary>A listing.</summary>
    List,

    /// <summary>A delete.</summary>
    Delete,
}
