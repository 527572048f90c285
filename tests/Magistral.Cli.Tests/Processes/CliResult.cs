namespace Magistral.Cli.Tests.Processes;

/// <summary>How a command ended.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors);
