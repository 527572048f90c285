namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>A sandbox did not start, ended too early or did not answer: nothing is known about the program in it.</summary>
public sealed class SandboxFailedException : Exception
{
    /// <summary>A failure of the sandbox itself, not of the judged program.</summary>
    /// <param name="what">What happened, with what the sandbox said.</param>
    /// <param name="inner">What it came from, if anything.</param>
    public SandboxFailedException(string what, Exception? inner = null) : base(what, inner)
    {
    }
}
