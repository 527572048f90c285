using Magistral.Contracts;

namespace Magistral.Cli;

/// <summary>A command cannot do what it was asked.</summary>
/// <param name="code">The exit code it ends with.</param>
/// <param name="what">What happened, to which thing.</param>
/// <param name="remedy">What the reader can do about it.</param>
public sealed class CommandException(ExitCode code, string what, string remedy) : MagistralException(what, remedy)
{
    /// <summary>The exit code it ends with.</summary>
    public ExitCode Code { get; } = code;
}
