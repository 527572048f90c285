using Magistral.Cli.Commands;
using Magistral.Cli.Rendering;

return await CommandLine.RunAsync(args, Terminal.OfProcess(), TimeProvider.System);
