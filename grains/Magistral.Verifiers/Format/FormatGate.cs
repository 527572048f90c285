using Magistral.Method.Verification;
namespace Magistral.Verifiers.Format;

/// <summary>The gate that every response passes before anything in it is graded.</summary>
/// <remarks>
/// arXiv 2506.10910 §2.2. (a) The response starts with `&lt;think&gt;`, at its very first character, and holds exactly one `&lt;think&gt;` and
/// one `&lt;/think&gt;`; tags are matched letter by letter and count wherever they stand, in code and quotes too, since the model could
/// otherwise hide a second chain of thought there. (b) Mathematics: the part after `&lt;/think&gt;` holds a `\boxed{…}` whose braces
/// balance; the last such box is the answer, it may be empty. (c) Code: that part holds a closed fenced block with a language tag; the first
/// such block is the program. Linear in the length of the response, thread-safe.
/// </remarks>
public static class FormatGate
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    /// <summary>Checks a response and splits it.</summary>
    /// <param name="response">The whole completion as text, of any length and content.</param>
    /// <param name="task">What the prompt asks for.</param>
    public static FormatResult Check(string response, TaskKind task)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!response.StartsWith(Open, StringComparison.Ordinal)) return new(FormatFault.NoThinkAtStart);
        var close = response.IndexOf(Close, StringComparison.Ordinal);
        if (close < 0) return new(FormatFault.ThinkNotClosed);
        var answer = close + Close.Length;
        if (response.IndexOf(Open, Open.Length, StringComparison.Ordinal) >= 0
            || response.IndexOf(Close, answer, StringComparison.Ordinal) >= 0) return new(FormatFault.SeveralThinkTags);

        var split = new FormatResult(FormatFault.None, response[Open.Length..close], response[answer..]);
        if (task == TaskKind.Math)
        {
            var boxed = BoxedAnswers.Last(split.AnswerPart);
            return split with { BoxedAnswer = boxed, Fault = boxed is null ? FormatFault.NoBoxedAnswer : FormatFault.None };
        }

        var code = CodeBlocks.FirstTagged(split.AnswerPart);
        return split with { Code = code, Fault = code is null ? FormatFault.NoTaggedCodeBlock : FormatFault.None };
    }
}
