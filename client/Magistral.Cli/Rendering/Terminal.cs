using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>Where a command writes: its result to standard output, everything else to standard error.</summary>
public sealed class Terminal
{
    private const int WidthOfFiles = 140;

    /// <param name="output">Where results go.</param>
    /// <param name="error">Where everything else goes.</param>
    /// <param name="outputIsTerminal">Whether a person watches <paramref name="output"/>.</param>
    /// <param name="errorIsTerminal">Whether a person watches <paramref name="error"/>.</param>
    /// <param name="environment">Looks up environment variables: NO_COLOR, CI, TERM, COLUMNS.</param>
    public Terminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal, Func<string, string?> environment)
    {
        (Output, Error) = (output, error);
        var canRedraw = string.IsNullOrEmpty(environment("CI")) && environment("TERM") is not ("dumb" or null or "");
        (OutputIsLive, ErrorIsLive) = (outputIsTerminal && canRedraw, errorIsTerminal && canRedraw);
        var colours = string.IsNullOrEmpty(environment("NO_COLOR"));
        Out = Create(output, OutputIsLive, colours, environment);
        Progress = Create(error, ErrorIsLive, colours, environment);
    }

    /// <summary>Results as they are, such as JSON.</summary>
    public TextWriter Output { get; }

    /// <summary>Everything else as it is.</summary>
    public TextWriter Error { get; }

    /// <summary>Results laid out for people.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Progress laid out for people.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Whether standard output can be redrawn: a terminal, and no CI.</summary>
    public bool OutputIsLive { get; }

    /// <summary>Whether standard error can be redrawn.</summary>
    public bool ErrorIsLive { get; }

    /// <summary>Writes a result for people, ending in a line break.</summary>
    public void WriteResult(IRenderable result)
    {
        if (OutputIsLive)
            Out.Write(result);
        else
            // Spectre would reset colours through System.Console, which writes escape codes to a terminal that is not to have them
            foreach (var segment in result.GetSegments(Out).Where(segment => !segment.IsControlCode))
                Output.Write(segment.Text);
        if (result is not Table)
            Output.WriteLine();
    }

    /// <summary>The terminal of this process, in UTF-8.</summary>
    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        return new(output, error, !Console.IsOutputRedirected, !Console.IsErrorRedirected, Environment.GetEnvironmentVariable);
    }

    private static IAnsiConsole Create(TextWriter writer, bool live, bool colours, Func<string, string?> environment)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = live ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = live && colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = live ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!live)
            console.Profile.Width = int.TryParse(environment("COLUMNS"), out var columns) && columns > 0 ? columns : WidthOfFiles;
        else
            console.Profile.Width = Math.Max(20, Console.WindowWidth);
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
