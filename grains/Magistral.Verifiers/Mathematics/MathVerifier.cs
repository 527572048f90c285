using Magistral.Verifiers.Mathematics.Equality;
using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;
using Magistral.Verifiers.Mathematics.Parsing;

namespace Magistral.Verifiers.Mathematics;

/// <summary>Decides whether an answer has the value of a reference.</summary>
/// <remarks>
/// LaTeX and plain notation are read into expressions; these are compared exactly where they are rational, and else by intervals of high precision,
/// with symbols at several points. The value decides, not the form. Work is counted and bounded, so every call ends soon, whatever the text;
/// what cannot be read or decided within the bounds is unparsed, never correct. Never throws on any text. Thread-safe, deterministic.
/// </remarks>
public static class MathVerifier
{
    /// <summary>Longer texts are not read.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Compares an answer with a reference.</summary>
    /// <param name="answer">LaTeX or plain notation; the inside of a box.</param>
    /// <param name="reference">The right answer, in the same notation.</param>
    public static MathVerdict Verify(string answer, string reference)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(reference);
        if (ChoiceLetters.Compare(answer, reference) is { } sameChoice) return sameChoice ? MathVerdict.Correct : MathVerdict.Incorrect;
        if (Read(reference) is not { } right) return MathVerdict.Error;
        if (answer.AsSpan().Trim().SequenceEqual(reference.AsSpan().Trim())) return MathVerdict.Correct;
        if (Read(answer) is not { } left) return MathVerdict.Unparsed;
        if (left.Expression is Words || right.Expression is Words)
            return WordsReader.Normalise(answer) == WordsReader.Normalise(reference) ? MathVerdict.Correct : MathVerdict.Incorrect;
        if (left.Unit is not null && right.Unit is not null && left.Unit != right.Unit) return MathVerdict.Incorrect;
        return Compare(left.Expression, right.Expression) switch
        {
            Comparison.Equal => MathVerdict.Correct,
            Comparison.Different => MathVerdict.Incorrect,
            _ => MathVerdict.Unparsed,
        };
    }

    private static Answer? Read(string text)
    {
        if (text.Length > MaxLength || string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            var answer = AnswerReader.Read(text);
            return answer with { Expression = MatrixFolding.Fold(PlusMinusExpansion.Expand(answer.Expression)) };
        }
        catch (MathSyntaxException)
        {
            return null;
        }
    }

    private static Comparison Compare(Expression answer, Expression reference)
    {
        try
        {
            return new AnswerEquality(new()).Compare(answer, reference);
        }
        catch (NoValueException)
        {
            return Comparison.Unknown;
        }
    }
}
