using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Grains.Verification;

namespace Magistral.Grains.PromptGroups;

/// <summary>Has rollouts scored by verifier grains: when one fails, once more on another silo; when all attempts fail, the failure is the answer.</summary>
/// <remarks>A failure of a verifier is never a score. Thread-safe, stateless.</remarks>
public static class GroupScoring
{
    /// <summary>How often verifiers are asked before a failure counts.</summary>
    public const int Attempts = 3;

    /// <summary>Scores rollouts of one group.</summary>
    public static async Task<IReadOnlyList<RolloutScore>> ScoreAsync(IGrainFactory grains, PromptGroupState group, IReadOnlyList<Rollout> rollouts)
    {
        var scores = new RolloutScore[rollouts.Count];
        for (var i = 0; i < rollouts.Count; i++)
            scores[i] = new(rollouts[i].Generated.Index, await ScoreOneAsync(grains, group.Problem!.Id, PromptGroup.RequestFor(group, rollouts[i])));
        return scores;
    }

    private static async Task<Score> ScoreOneAsync(IGrainFactory grains, string problemId, ScoreRequest request)
    {
        for (var attempt = 0; ; attempt++)
        {
            var isLast = attempt == Attempts - 1;
            var verifier = grains.GetGrain<IVerifierGrain>(VerifierKey.For(request.Task, problemId, attempt).ToString());
            try
            {
                var score = await verifier.ScoreAsync(request, CancellationToken.None);
                if (score.Verdict != VerdictKind.Error || isLast)
                    return score;
            }
            catch (Exception error) when (GrainFaults.AreExpected(error))
            {
                if (isLast)
                    return new(VerdictKind.Error, default, error.Message);
            }
        }
    }
}
