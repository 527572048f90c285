namespace Magistral.Cli;

/// <summary>How a command ended: the exit code of the process.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It was tried and failed, or was stopped before its end.</summary>
    Failed = 1,

    /// <summary>Wrong use: the command line or the run spec.</summary>
    WrongUse = 2,

    /// <summary>What was named does not exist.</summary>
    NotFound = 3,
}
