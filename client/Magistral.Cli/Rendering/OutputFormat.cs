namespace Magistral.Cli.Rendering;

/// <summary>The form of a result on standard output.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One JSON value, alone on standard output.</summary>
    Json,
}
