using System.Globalization;
using System.Text.RegularExpressions;

namespace Magistral.Cli.Reports.Samples;

/// <summary>Finds the first wrong step in the thoughts of a bundled addition: <c>7+5+0=12;4+8+1=13;</c>.</summary>
internal static partial class AdditionSteps
{
    private static readonly string[] Places = ["units", "tens", "hundreds", "thousands"];

    /// <summary>What went wrong first, in a sentence; null when the prompt is no addition or the steps are all right.</summary>
    /// <param name="prompt">Such as <c>47+85=</c>.</param>
    /// <param name="completion">The whole completion.</param>
    public static string? FirstFault(string prompt, string completion)
    {
        if (Prompt().Match(prompt) is not { Success: true } numbers)
            return null;
        var (left, right) = (Number(numbers.Groups[1]), Number(numbers.Groups[2]));
        var steps = Step().Matches(completion).Select(Read).ToList();
        var expected = Expected(left, right).ToList();
        for (var i = 0; i < expected.Count; i++)
        {
            if (i >= steps.Count)
                return $"the step for the {Place(i)} is missing: it is {expected[i]}";
            if (steps[i] != expected[i])
                return $"step {i + 1} of {expected.Count}, the {Place(i)}, says {steps[i]}: {Fault(steps[i], expected[i])}";
        }
        return steps.Count > expected.Count
            ? $"there is a step too many: {steps[expected.Count]}"
            : Answer().Match(completion) is { Success: true } answer && answer.Groups[1].Value != (left + right).ToString(CultureInfo.InvariantCulture)
                ? $"every step is right, but the box says {answer.Groups[1].Value} instead of {left + right}"
                : null;
    }

    private static string Fault(DigitStep written, DigitStep expected) => written switch
    {
        _ when written.Left != expected.Left || written.Right != expected.Right => $"the digits are {expected.Left} and {expected.Right}",
        _ when written.Carry != expected.Carry => $"the carry is {expected.Carry}",
        _ => $"the sum is {expected.Sum}",
    };

    private static IEnumerable<DigitStep> Expected(long left, long right)
    {
        for (var carry = 0; left > 0 || right > 0; (left, right) = (left / 10, right / 10))
        {
            var step = new DigitStep((int)(left % 10), (int)(right % 10), carry, (int)(left % 10 + right % 10) + carry);
            yield return step;
            carry = step.Sum / 10;
        }
    }

    private static string Place(int index) => index < Places.Length ? Places[index] : $"digit {index + 1}";

    private static long Number(Group group) => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static DigitStep Read(Match match) => new(
        (int)Number(match.Groups[1]), (int)Number(match.Groups[2]), (int)Number(match.Groups[3]), (int)Number(match.Groups[4]));

    [GeneratedRegex(@"^\s*(\d{1,9})\+(\d{1,9})=?\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"(\d{1,3})\+(\d{1,3})\+(\d{1,3})=(\d{1,4})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Step();

    [GeneratedRegex(@"\\boxed\{(\d*)\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Answer();
}
