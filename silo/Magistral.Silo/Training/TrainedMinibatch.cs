using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Weights;
using Magistral.Engine.Training;
using Magistral.Method.Generation;

namespace Magistral.Silo.Training;

/// <summary>What one update was made of and what it did.</summary>
/// <param name="Step">The step it made.</param>
/// <param name="Version">The version its weights were published under.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Lags">Tokens by lag.</param>
/// <param name="Update">What the engine reports.</param>
/// <param name="PublishSeconds">Time from the update to the hand-over of the weights.</param>
/// <param name="WaitSeconds">Time the trainer waited for the batch; 0 but for a batch's first minibatch.</param>
/// <param name="RlSeconds">Seconds of RL so far.</param>
/// <param name="Revision">Number of the revision of the spec that it was made by.</param>
internal sealed record TrainedMinibatch(
    int Step, WeightVersion Version, IReadOnlyList<GroupView> Groups, IReadOnlyList<LagCount> Lags, UpdateReport Update, double PublishSeconds, double WaitSeconds, double RlSeconds,
    int Revision);
