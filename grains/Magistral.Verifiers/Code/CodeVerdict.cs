namespace Magistral.Verifiers.Code;

/// <summary>How a program was judged; the first failing test gives the verdict.</summary>
public enum CodeVerdict
{
    /// <summary>Every test passed.</summary>
    Passed,

    /// <summary>It ended by itself with code 0, and its output is not the expected one or its function tests did not run to their end.</summary>
    WrongAnswer,

    /// <summary>It ended with another code than 0 or by a signal, whatever it had written.</summary>
    RuntimeError,

    /// <summary>The compiler refused it, or reached a limit of its own.</summary>
    CompileError,

    /// <summary>It took longer than a test may.</summary>
    TimeLimit,

    /// <summary>It needed more memory than a test may have.</summary>
    MemoryLimit,

    /// <summary>It wrote more than a test may write.</summary>
    OutputLimit,

    /// <summary>The verifier failed: nothing is known about the program. Never a reward.</summary>
    Error,
}
