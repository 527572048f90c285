using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Grains.Placement;

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
    public async Task<IReadOnlyList<RolloutScore>> ScoreAsync(PromptGroupState group, IReadOnlyList<GeneratedRollout> rollouts)
    {
        var scores = new RolloutScore[rollouts.Count];
        for (var i = 0; i < rollouts.Count; i++)
            scores[i] = new(rollouts[i].Index, await ScoreOneAsync(group.Problem!.Id, PromptGroup.RequestFor(group, rollouts[i])));
        return scores;
    }

    private async Task<Score> ScoreOneAsync(string problemId, ScoreRequest request)
    {
        for (var attempt = 0; ; attempt++)
        {
            var isLast = attempt == Attempts - 1;
            try
            {
                var score = await AnswerAsync(VerifierKey.For(request.Task, problemId, attempt).ToString(), request);
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

    /// <summary>Asks one verifier, again while no silo is there to place it on.</summary>
    /// <exception cref="TimeoutException">It was there and did not answer in time.</exception>
    private async Task<Score> AnswerAsync(string verifier, ScoreRequest request)
    {
        for (var pause = FirstPause; ;)
        {
            var deadline = deadlines.ScoreOf(request.Task);
            using var limit = new CancellationTokenSource(deadline, clock);
            try
            {
                return await grains.GetGrain<IVerifierGrain>(verifier).ScoreAsync(request, limit.Token).WaitAsync(limit.Token);
            }
            catch (OrleansException) when (clock.GetElapsedTime(started) < deadlines.Absence)
            {
                await Task.Delay(pause, clock);
                var next = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                if (next == LongestPause && pause < LongestPause) // once, when it is more than a hiccup
                    overdue(verifier, clock.GetElapsedTime(started));
                pause = next;
            }
            catch (Exception error) when (limit.IsCancellationRequested && GrainFaults.AreExpected(error))
            {
                overdue(verifier, deadline);
                throw new TimeoutException($"no answer within {deadline.TotalSeconds:0.#} s", error);
            }
        }
    }
}
