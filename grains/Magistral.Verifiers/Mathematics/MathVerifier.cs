using Magistral.Verifiers.Mathematics.Equality;
using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;
using Magistral.Verifiers.Mathematics.Limits;
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
        var (label, given) = ChoiceLabels.Split(AnswerPhrases.Strip(answer));
        var (rightLabel, asked) = ChoiceLabels.Split(AnswerPhrases.Strip(reference));
        if (CompareChoices(label, given, rightLabel, asked) is { } sameChoice) return sameChoice ? MathVerdict.Correct : MathVerdict.Incorrect;
        return CompareContents(given, asked);
    }

    /// <summary>Whether both name the same choice; null when their contents have to tell.</summary>
    private static bool? CompareChoices(char? label, string answer, char? rightLabel, string reference) => (label, rightLabel) switch
    {
        (null, null) => ChoiceLetters.Compare(answer, reference),
        ({ } given, null) => ChoiceLetters.Read(reference) is { } right ? given == right : null,
        (null, { } right) => ChoiceLetters.Read(answer) is { } given ? given == right : null,
        _ => label == rightLabel ? null : false,
    };

    private static MathVerdict CompareContents(string answer, string reference)
    {
        if (Read(reference) is not { } right) return MathVerdict.Error;
        if (answer.AsSpan().Trim().SequenceEqual(reference.AsSpan().Trim())) return MathVerdict.Correct;
        if (Read(answer) is not { } left) return MathVerdict.Unparsed;
        if (left.Expression is Words || right.Expression is Words)
            return WordsReader.Normalise(answer) == WordsReader.Normalise(reference) ? MathVerdict.Correct : MathVerdict.Incorrect;
        if (InOneUnit(left, right) is not var (one, other)) return MathVerdict.Incorrect;
        return Compare(one, other) switch
        {
            Comparison.Equal => MathVerdict.Correct,
            Comparison.Different => MathVerdict.Incorrect,
            _ => MathVerdict.Unparsed,
        };
    }

    /// <summary>Both values, converted when their units differ but measure the same; null when they cannot agree.</summary>
    private static (Expression Answer, Expression Reference)? InOneUnit(Answer answer, Answer reference)
    {
        if (answer.Unit is null || reference.Unit is null || answer.Unit == reference.Unit) return (answer.Expression, reference.Expression);
        if (Units.ScaleOf(answer.Unit) is not var (dimension, factor) || Units.ScaleOf(reference.Unit) is not var (other, otherFactor) || dimension != other) return null;
        if (!answer.Expression.IsConstant() || !reference.Expression.IsConstant()) return null;
        return (new Product([answer.Expression, new Number(factor)]), new Product([reference.Expression, new Number(otherFactor)]));
    }

    private static Answer? Read(string text)
    {
        if (text.Length > MaxLength || string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            var answer = AnswerReader.Read(text);
            return answer with { Expression = Fold(answer.Expression) };
        }
        catch (Exception fault) when (fault is MathSyntaxException or NoValueException)
        {
            return null;
        }
    }

    /// <summary>The expression with all that is written out or carried out before it is compared. Most hold nothing of the kind, which one walk tells.</summary>
    private static Expression Fold(Expression expression)
    {
        if (!expression.Any(static node => node is PlusMinus or Series or Integral or Limit or Matrix or Determinant or Relation)) return expression;
        var written = SeriesFolding.Fold(PlusMinusExpansion.Expand(expression));
        return Quantification.Read(MatrixFolding.Fold(LimitFolding.Fold(written)));
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
