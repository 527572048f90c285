namespace Magistral.Cli.Rendering;

/// <summary>Chooses how a run is shown while it trains.</summary>
internal static class TrainDisplay
{
    /// <summary>A live display on a terminal, plain lines elsewhere; on standard error when standard output is for JSON alone.</summary>
    public static ITrainDisplay Create(Terminal terminal, OutputFormat output) => output switch
    {
        OutputFormat.Table when terminal.OutputIsLive => new LiveTrainDisplay(terminal.Out),
        OutputFormat.Json when terminal.ErrorIsLive => new LiveTrainDisplay(terminal.Progress),
        OutputFormat.Json => new PlainTrainDisplay(terminal.Error),
        _ => new PlainTrainDisplay(terminal.Output),
    };
}
