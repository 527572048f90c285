using Magistral.Engine.Generation;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Generation;

/// <summary>An evaluation on its way to the decoding thread.</summary>
/// <param name="prompts">What to answer.</param>
/// <param name="engines">Makes a generator for the evaluation alone.</param>
internal sealed class EvaluationBatch(EvaluationPrompts prompts, EngineFactory engines)
{
    /// <summary>Completes with the answers.</summary>
    public TaskCompletionSource<EvaluationAnswers> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The oldest version that may answer.</summary>
    public int Least => prompts.Least;

    /// <summary>Answers all requests; on the decoding thread.</summary>
    /// <param name="weights">The weights that answer.</param>
    /// <param name="beat">Called before every step.</param>
    public void Run(WeightSnapshot weights, Action beat)
    {
        try
        {
            if (weights.Version < Least)
                throw new InvalidOperationException($"an evaluation of version {Least} met version {weights.Version}: order it again");
            Completion.SetResult(new(weights.Version, Answer(weights, beat)));
        }
        catch (Exception error) // handed to whoever awaits
        {
            Completion.SetException(error);
        }
    }

    private FinishedSequence[] Answer(WeightSnapshot weights, Action beat)
    {
        var requests = prompts.Requests;
        using var generator = engines.Evaluator(weights, prompts.Kind);
        var answers = new FinishedSequence[requests.Count];
        for (var (next, done) = (0, 0); done < requests.Count;)
        {
            while (generator.FreeSlots > 0 && next < requests.Count)
                generator.Add(requests[next++]);
            beat();
            foreach (var sequence in generator.Step())
            {
                answers[sequence.Id] = sequence;
                done++;
            }
        }
        return answers;
    }
}
