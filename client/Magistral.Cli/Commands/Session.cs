using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary>What every command is given: where to write, the clock, the start of the process, the wish to stop.</summary>
/// <param name="Terminal">Where to write.</param>
/// <param name="Time">The clock.</param>
/// <param name="StartedAt">When the process started.</param>
/// <param name="Stop">Signalled when the user or the system asks the process to end.</param>
internal sealed record Session(Terminal Terminal, TimeProvider Time, DateTimeOffset StartedAt, CancellationToken Stop);
