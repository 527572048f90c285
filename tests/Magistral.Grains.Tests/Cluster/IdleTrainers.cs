using Magistral.Contracts.Training;
using Magistral.Grains.Training;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>Trainers that do nothing: the books are what is tested, and tests play the trainer where one is needed.</summary>
public sealed class IdleTrainers : ITrainerWorkers
{
    public void Start(string runId)
    {
        // nobody trains here
    }

    public void Pause(string runId)
    {
        // nobody trains here
    }

    public void Abort(string runId)
    {
        // nobody trains here
    }

    public TrainerStatus Status(string runId) => new(TrainerActivity.Idle, "", null);
}
