namespace Magistral.Contracts.Silos;

/// <summary>What a silo does for the cluster. A silo may have any mix.</summary>
[Flags]
public enum SiloRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Keeps the books: runs, queues, groups, versions, checkpoints. Needs no engine.</summary>
    Coordinator = 1,

    /// <summary>Samples completions.</summary>
    Generator = 2,

    /// <summary>Updates weights.</summary>
    Trainer = 4,

    /// <summary>Scores responses. Needs no engine.</summary>
    Verifier = 8,

    /// <summary>Everything, as the embedded silo does.</summary>
    All = Coordinator | Generator | Trainer | Verifier,
}
