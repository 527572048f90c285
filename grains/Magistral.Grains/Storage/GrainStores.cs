namespace Magistral.Grains.Storage;

/// <summary>Names of the grain storage providers a silo must register.</summary>
public static class GrainStores
{
    /// <summary>Grain state as objects of the <see cref="IObjectStore"/>.</summary>
    public const string Objects = "objects";
}
