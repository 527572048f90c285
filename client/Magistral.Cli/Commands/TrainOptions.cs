using Magistral.Cli.Curricula;
using Magistral.Cli.Rendering;
using Magistral.Client.Specs;
using Magistral.Client.Specs.Syntax;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Rules;

namespace Magistral.Cli.Commands;

/// <summary>What <c>magistral train</c> was asked.</summary>
/// <param name="Spec">A YAML file; null is the bundled curriculum.</param>
/// <param name="Run">The name of the run; null is the one in the spec.</param>
/// <param name="Set">Overrides <c>path=value</c>.</param>
/// <param name="Data">The data directory as written; null is the default.</param>
/// <param name="Output">The form of the result.</param>
internal sealed record TrainOptions(string? Spec, string? Run, IReadOnlyList<string> Set, string? Data, OutputFormat Output)
{
    /// <summary>Whether nothing but a name was given: a run of that name goes on with its own spec.</summary>
    public bool NamesOnlyARun => Run is not null && Spec is null && Set.Count == 0;

    /// <summary>The resolved spec.</summary>
    /// <exception cref="RunSpecReadException">It has faults.</exception>
    public async Task<RunSpec> ReadSpecAsync(CancellationToken cancellation)
    {
        var spec = Spec is { } path
            ? await RunSpecReader.ReadFileAsync(path, Set, cancellation)
            : RunSpecReader.Read(BundledCurriculum.Read(), BundledCurriculum.Source, Set);
        spec = SpecPaths.Resolve(spec, Spec);
        if (Run is null)
            return spec;
        return RunSpecRules.IsRunName(Run)
            ? spec with { Name = Run }
            : throw new CommandException(ExitCode.WrongUse, $"--run '{Run}' is not a run name", "use a-z, 0-9, '.', '_' and '-', starting with a letter or digit, 63 at most");
    }

    /// <summary>The command that continues the run.</summary>
    public string ContinueCommand(string name) => $"magistral train --run {name}" + (Data is null ? "" : $" --data {Quote(Data)}");

    /// <summary>An argument as a shell reads it back.</summary>
    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "/._-=:,+".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
