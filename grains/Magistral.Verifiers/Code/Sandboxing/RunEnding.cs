namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>How the execution of a program in a sandbox ended.</summary>
internal enum RunEnding
{
    /// <summary>Its first process ended, by itself or by a signal.</summary>
    Exit,

    /// <summary>Its time was over.</summary>
    Time,

    /// <summary>Its processes held too much memory together.</summary>
    Memory,

    /// <summary>It wrote too much.</summary>
    Output,
}
