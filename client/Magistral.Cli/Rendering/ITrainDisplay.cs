using Magistral.Client.Training;

namespace Magistral.Cli.Rendering;

/// <summary>Shows a run while it trains.</summary>
internal interface ITrainDisplay : IDisposable
{
    /// <summary>Shows how the run stands now.</summary>
    void Show(TrainProgress progress);
}
