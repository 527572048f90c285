namespace Magistral.Cli.Embedded;

/// <summary>What an embedded silo may do with its data directory.</summary>
public enum EmbeddedAccess
{
    /// <summary>Read beside whatever writes.</summary>
    Read,

    /// <summary>Read and write, alone.</summary>
    Write,
}
