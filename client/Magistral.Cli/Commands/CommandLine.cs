using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics;
using Magistral.Cli.Rendering;
using Magistral.Contracts;

namespace Magistral.Cli.Commands;

/// <summary>The whole command line: parses, runs a command, turns errors into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="arguments">What stands after the program's name.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong use, 3 not found.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        ArgumentNullException.ThrowIfNull(time);
        using var process = Process.GetCurrentProcess();
        using var signals = new StopSignals(() => EndAtOnce(terminal));
        var session = new Session(terminal, time, process.StartTime.ToUniversalTime(), signals.Token);
        var parsed = Root(session).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || ParseErrors.UnknownOption(parsed) is not null)
            return Fail(terminal, new CommandException(ExitCode.WrongUse, ParseErrors.Describe(parsed), ParseErrors.Remedy(parsed)));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
        }
        catch (OperationCanceledException error) when (session.Stop.IsCancellationRequested)
        {
            return Fail(terminal, error.InnerException as MagistralException ?? new CommandException(ExitCode.Failed, "stopped before the end", "run the same command again"));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Fail(terminal, error);
        }
    }

    internal static RootCommand Root(Session session)
    {
        var root = new RootCommand("Trains language models by reinforcement learning with verifiable rewards.")
        {
            TrainCommand.Create(session),
            SubmitCommand.Create(session),
            RunsCommand.Create(session),
            GroupsCommand.Create(session),
            CheckpointsCommand.Create(session),
            EvalCommand.Create(session),
            SampleCommand.Create(session),
            VerifyCommand.Create(session),
            ObjectiveCommand.Create(session),
            ModelCommand.Create(session),
            TokenizerCommand.Create(session),
            BenchCommand.Create(session),
            WeightsPartCommand.Create(session),
            SchemaCommand.Create(session),
            TenantsCommand.Create(session),
            KeysCommand.Create(session),
        };
        return root;
    }

    private static int Fail(Terminal terminal, Exception error)
    {
        foreach (var line in ErrorLines.Of(error))
            terminal.Error.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MAGISTRAL_TRACE") is "1")
            terminal.Error.WriteLine(error);
        return (int)ErrorLines.CodeOf(error);
    }

    private static void EndAtOnce(Terminal terminal)
    {
        if (terminal.OutputIsLive)
            terminal.Output.Write("\u001b[?25h");
        using var process = Process.GetCurrentProcess();
        process.Kill();
    }
}
