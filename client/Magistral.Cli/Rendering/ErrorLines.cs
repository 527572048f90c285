using Magistral.Client.PromptGroups;
using Magistral.Client.Specs;
using Magistral.Client.Specs.Syntax;
using Magistral.Contracts;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Text.Tokenizers;

namespace Magistral.Cli.Rendering;

/// <summary>What an error prints and which exit code it means.</summary>
public static class ErrorLines
{
    private const int DiskFullOnUnix = 28;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>The exit code of an error.</summary>
    public static ExitCode CodeOf(Exception error) => error switch
    {
        CommandException command => command.Code,
        RunSpecReadException or RunSpecException or RunSpecConflictException or UnknownCharacterException => ExitCode.WrongUse,
        RunNotFoundException or GroupNotFoundException or SpecFileNotFoundException or CheckpointNotFoundException or DatasetNotFoundException => ExitCode.NotFound,
        _ => ExitCode.Failed,
    };

    /// <summary>What to print: one line an error, each with what happened, where, and how to mend it.</summary>
    public static IReadOnlyList<string> Of(Exception error) => error switch
    {
        RunSpecReadException spec => [.. spec.Lines.Select(line => Line(line))],
        MagistralException => [Line(error.Message)],
        _ when Find<MagistralException>(error) is { } inner => [Line(inner.Message)],
        _ when Find<IOException>(error) is { HResult: DiskFullOnUnix or DiskFullOnWindows } => [Line("the disk is full: free some space, then run the same command again")],
        _ when Find<IOException>(error) is { } io => [Line($"{io.Message.TrimEnd('.')}: check the path and the disk")],
        _ when Find<UnauthorizedAccessException>(error) is { } access => [Line($"{access.Message.TrimEnd('.')}: allow this user to use it")],
        _ => [Line($"unexpected {error.GetType().Name}: {error.Message.TrimEnd('.')}: MAGISTRAL_TRACE=1 shows where it came from")],
    };

    /// <summary>One line that begins with "error: ", without line breaks and control characters.</summary>
    public static string Line(string text) => "error: " + string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Replace('\u001b', '?');

    private static T? Find<T>(Exception error) where T : Exception
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            if (inner is T found)
                return found;
        return null;
    }
}
