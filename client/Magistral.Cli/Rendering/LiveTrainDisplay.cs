using System.Threading.Channels;
using Magistral.Client.Training;
using Spectre.Console;

namespace Magistral.Cli.Rendering;

/// <summary>Redraws one view in place; the last one stays.</summary>
internal sealed class LiveTrainDisplay : ITrainDisplay
{
    private readonly TrainHistory history = new();
    private readonly Channel<TrainProgress> newest = Channel.CreateBounded<TrainProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Task drawing;

    public LiveTrainDisplay(IAnsiConsole console) => drawing = Task.Run(() => DrawAsync(console));

    public void Show(TrainProgress progress)
    {
        history.Add(progress);
        newest.Writer.TryWrite(progress);
    }

    public void Dispose()
    {
        newest.Writer.TryComplete();
        drawing.GetAwaiter().GetResult();
    }

    private Task DrawAsync(IAnsiConsole console) => console.Live(PlainText.Empty).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
    {
        await foreach (var progress in newest.Reader.ReadAllAsync())
            live.UpdateTarget(TrainView.Of(progress, history.Rewards()));
    });
}
