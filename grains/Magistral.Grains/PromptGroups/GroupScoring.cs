using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;

namespace Magistral.Grains.PromptGroups;

/// <summary>Has rollouts scored by a verifier grain: once more elsewhere when the verifier fails, then the failure is the answer.</summary>
/// <remarks>Thread-safe, stateless.</remarks>
public static class GroupScoring
{
    /// <summary>How often a verifier is asked before its failure counts.</summary>
    public const int Attempts = 3;

    /// <summary>Scores rollouts of one group.</summary>
    public static async Task<IReadOnlyList<RolloutScore>> ScoreAsync(IGrainFactory grains, PromptGroupState group, IReadOnlyList<Rollout> rollouts)
    {
        var verifier = grains.GetGrain<IVerifierGrain>(VerifierName(group.Problem!.Task));
        var scores = new RolloutScore[rollouts.Count];
        for (var i = 0; i < rollouts.Count; i++)
            scores[i] = new(rollouts[i].Generated.Index, await ScoreOneAsync(verifier, PromptGroup.RequestFor(group, rollouts[i])));
        return scores;
    }

    /// <summary>The key of the verifier grain for a kind of task.</summary>
    public static string VerifierName(TaskKind task) => task == TaskKind.Math ? "math" : "code";

    private static async Task<Score> ScoreOneAsync(IVerifierGrain verifier, ScoreRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var score = await verifier.ScoreAsync(request, CancellationToken.None);
                if (score.Verdict != VerdictKind.Error || attempt == Attempts)
                    return score;
            }
            catch (Exception error) when (GrainFaults.AreExpected(error))
            {
                if (attempt == Attempts)
                    return new(VerdictKind.Error, default, error.Message);
            }
        }
    }
}
