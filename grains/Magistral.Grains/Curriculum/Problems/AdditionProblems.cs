using Magistral.Grains.Curriculum.Datasets;
using Magistral.Method.Verification;
using System.Globalization;
using System.Text;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Method.Randomness;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>
/// Sums of two numbers of so many digits, thought through digit by digit with carries:
/// <c>47+85=</c> is answered <c>&lt;think&gt;7+5+0=12;4+8+1=13;&lt;/think&gt;\boxed{132}</c>.
/// A sixth of the unordered pairs is held out, by a hash of the pair alone: a sum and its mirror image are on the same side.
/// </summary>
public sealed class AdditionProblems : IProblemSource
{
    private const ulong HeldOutOneIn = 6;
    private readonly StageSpec stage;
    private readonly int stageIndex;
    private readonly int least;
    private readonly int bound;

    /// <param name="stage">The stage; its problems have 1 to 9 digits.</param>
    /// <param name="stageIndex">Its index among the RL stages.</param>
    public AdditionProblems(StageSpec stage, int stageIndex)
    {
        (this.stage, this.stageIndex) = (stage, stageIndex);
        least = (int)Math.Pow(10, stage.Problems.Digits - 1);
        bound = least * 10;
    }

    /// <inheritdoc/>
    public ValueTask<Problem> DrawTrainingAsync(long seed, int groupNumber, CancellationToken cancellation) => new(DrawTraining(new SeededRandom(seed, "problem", groupNumber)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Problem>> HeldOutAsync(long seed, int count, CancellationToken cancellation) => Task.FromResult(HeldOut(seed, count));

    /// <summary>Draws a training problem.</summary>
    public Problem DrawTraining(SeededRandom random)
    {
        var (left, right) = DrawPair(random, heldOut: false);
        return ProblemOf(left, right);
    }

    /// <summary>Distinct held-out problems in a random order, the same for the same seed; fewer than wanted where there are fewer.</summary>
    public IReadOnlyList<Problem> HeldOut(long seed, int count)
    {
        var random = new SeededRandom(seed, "held-out", stage.Problems.Digits);
        var wanted = Math.Min(count, HeldOutPairs(count));
        var drawn = new HashSet<(int, int)>();
        var problems = new List<Problem>(wanted);
        while (problems.Count < wanted)
        {
            var pair = DrawPair(random, heldOut: true);
            if (drawn.Add(pair))
                problems.Add(ProblemOf(pair.Left, pair.Right));
        }
        return problems;
    }

    /// <summary>Whether a problem, by its id, is held out.</summary>
    public static bool IsHeldOut(string problemId)
    {
        var plus = problemId.IndexOf('+', StringComparison.Ordinal);
        return IsHeldOut(int.Parse(problemId.AsSpan(0, plus), CultureInfo.InvariantCulture), int.Parse(problemId.AsSpan(plus + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>What a teacher writes on a training problem: prompt and completion.</summary>
    public TeacherTrace Trace(SeededRandom random, SlipTable slips)
    {
        var (left, right) = DrawPair(random, heldOut: false);
        var (thoughts, answer) = (new StringBuilder("<think>"), new StringBuilder());
        var carry = 0;
        for (var (a, b) = (left, right); a > 0 || b > 0; (a, b) = (a / 10, b / 10))
        {
            var sum = slips.Add(a % 10, b % 10, carry, random);
            thoughts.Append(CultureInfo.InvariantCulture, $"{a % 10}+{b % 10}+{carry}={sum};");
            answer.Insert(0, sum % 10);
            carry = sum / 10;
        }
        if (carry > 0)
            answer.Insert(0, carry);
        return new(PromptOf(left, right), $"{thoughts}</think>\\boxed{{{answer}}}");
    }

    private static string PromptOf(int left, int right) => string.Create(CultureInfo.InvariantCulture, $"{left}+{right}=");

    private static bool IsHeldOut(int left, int right)
    {
        var (low, high) = left < right ? (left, right) : (right, left);
        return new SeededRandom(0, "addition-held-out", low, high).NextUInt64() % HeldOutOneIn == 0;
    }

    private Problem ProblemOf(int left, int right) => new(
        string.Create(CultureInfo.InvariantCulture, $"{left}+{right}"), stageIndex, stage.Name, TaskKind.Math, PromptOf(left, right),
        (left + (long)right).ToString(CultureInfo.InvariantCulture), stage.LMax, stage.LCache);

    private (int Left, int Right) DrawPair(SeededRandom random, bool heldOut)
    {
        while (true)
        {
            var (left, right) = (least + random.NextInt(bound - least), least + random.NextInt(bound - least));
            if (IsHeldOut(left, right) == heldOut)
                return (left, right);
        }
    }

    /// <summary>How many held-out pairs there are, counted no further than needed.</summary>
    private int HeldOutPairs(int enough)
    {
        var found = 0;
        for (var left = least; left < bound; left++)
            for (var right = least; right < bound; right++)
                if (IsHeldOut(left, right) && ++found >= enough)
                    return found;
        return found;
    }
}
