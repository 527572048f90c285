using Magistral.Engine.Generation;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Generation;

/// <summary>Prompts to answer greedily with one set of weights.</summary>
/// <param name="create">Makes a generator for the evaluation alone, with the weights given.</param>
/// <param name="requests">What to answer; ids are positions in the list.</param>
/// <param name="least">The oldest version that may answer.</param>
internal sealed class EvaluationBatch(Func<WeightSnapshot, IGenerator> create, IReadOnlyList<SequenceRequest> requests, int least)
{
    /// <summary>Completes with the answers, in the order of the requests.</summary>
    public TaskCompletionSource<IReadOnlyList<FinishedSequence>> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The oldest version that may answer.</summary>
    public int Least { get; } = least;

    /// <summary>The version that answered.</summary>
    public int Version { get; private set; }

    /// <summary>Answers all requests; on the decoding thread.</summary>
    /// <param name="weights">The weights that answer.</param>
    /// <param name="beat">Called before every step.</param>
    public void Run(WeightSnapshot weights, Action beat)
    {
        try
        {
            if (weights.Version < Least)
                throw new InvalidOperationException($"an evaluation of version {Least} met version {weights.Version}: order it again");
            Version = weights.Version;
            Completion.SetResult(Answer(weights, beat));
        }
        catch (Exception error) // handed to whoever awaits
        {
            Completion.SetException(error);
        }
    }

    private FinishedSequence[] Answer(WeightSnapshot weights, Action beat)
    {
        using var generator = create(weights);
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
