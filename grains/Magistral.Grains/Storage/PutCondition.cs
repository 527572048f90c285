namespace Magistral.Grains.Storage;

/// <summary>What must be true of the stored object for a put to happen; <c>default</c> demands nothing.</summary>
public readonly record struct PutCondition
{
    private PutCondition(ETag? required, bool absent)
    {
        RequiredETag = required;
        RequiresAbsence = absent;
    }

    /// <summary>Put whatever is there.</summary>
    public static PutCondition None => default;

    /// <summary>Put only when there is no object of that key.</summary>
    public static PutCondition IfAbsent => new(null, absent: true);

    /// <summary>The ETag that the stored object must have, or null.</summary>
    public ETag? RequiredETag { get; }

    /// <summary>Whether there must be no object.</summary>
    public bool RequiresAbsence { get; }

    /// <summary>Put only over the version that was read.</summary>
    /// <param name="etag">The ETag that the stored object must have.</param>
    public static PutCondition IfMatch(ETag etag) => new(etag, absent: false);

    /// <summary>Whether a put may happen.</summary>
    /// <param name="found">The ETag of the stored object, null when there is none.</param>
    public bool Allows(ETag? found) => RequiresAbsence ? found is null : RequiredETag is null || RequiredETag == found;
}
