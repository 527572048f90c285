using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Grains.Verification;

namespace Magistral.Grains.PromptGroups;

/// <summary>
/// Has rollouts scored by verifier grains: when one fails or hangs, once more on another silo; when all attempts fail, the failure is the answer.
/// No silo being there to verify, as while it is started again, is waited out: nothing has failed then.
/// </summary>
/// <param name="grains">The way to the verifiers.</param>
/// <param name="deadlines">How long one is waited for.</param>
/// <param name="clock">The clock.</param>
/// <param name="overdue">Told of each verifier that let a deadline pass, with the time it had.</param>
/// <remarks>A failure of a verifier is never a score.</remarks>
public sealed class GroupScoring(IGrainFactory grains, GroupDeadlines deadlines, TimeProvider clock, Action<string, TimeSpan> overdue)
{
    /// <summary>How often verifiers are asked before a failure counts.</summary>
    public const int Attempts = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly long started = clock.GetTimestamp();

    /// <summary>Scores rollouts of one group.</summary>
    public async Task<IReadOnlyList<RolloutScore>> ScoreAsync(PromptGroupState group, IReadOnlyList<Rollout> rollouts)
    {
        var scores = new RolloutScore[rollouts.Count];
        for (var i = 0; i < rollouts.Count; i++)
            scores[i] = new(rollouts[i].Generated.Index, await ScoreOneAsync(group.Problem!.Id, PromptGroup.RequestFor(group, rollouts[i])));
        return scores;
    }

    private async Task<Score> ScoreOneAsync(string problemId, ScoreRequest request)
    {
        var pause = FirstPause;
        for (var attempt = 0; ; attempt++)
        {
            var isLast = attempt == Attempts - 1;
            var verifier = VerifierKey.For(request.Task, problemId, attempt).ToString();
            var deadline = deadlines.ScoreOf(request.Task);
            using var limit = new CancellationTokenSource(deadline, clock);
            try
            {
                var score = await grains.GetGrain<IVerifierGrain>(verifier).ScoreAsync(request, limit.Token).WaitAsync(limit.Token);
                if (score.Verdict != VerdictKind.Error || isLast)
                    return score;
            }
            catch (OrleansException) when (clock.GetElapsedTime(started) is var absence && absence < deadlines.Absence)
            {
                await Task.Delay(pause, clock);
                var next = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                if (next == LongestPause && pause < LongestPause) // once, when it is more than a hiccup
                    overdue(verifier, absence);
                (attempt, pause) = (attempt - 1, next);
            }
            catch (Exception error) when (GrainFaults.AreExpected(error))
            {
                if (limit.IsCancellationRequested)
                    overdue(verifier, deadline);
                if (isLast)
                    return new(VerdictKind.Error, default, limit.IsCancellationRequested ? $"no answer within {deadline.TotalSeconds:0.#} s" : error.Message);
            }
        }
    }
}
