using Magistral.Verifiers.Mathematics;
using Xunit;

namespace Magistral.Verifiers.Tests.Mathematics;

public sealed class MathCaseTests
{
    public static TheoryData<bool, string, string> Cases()
    {
        var cases = new TheoryData<bool, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mathematics", "MathCases.tsv")))
            if (line.Split('\t') is [var sign, var answer, var reference])
                cases.Add(sign == "+", answer, reference);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_answer_is_correct_exactly_when_it_has_the_value_of_the_reference(bool isCorrect, string answer, string reference) =>
        Assert.Equal(isCorrect, MathVerifier.Verify(answer, reference) == MathVerdict.Correct);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equality_is_symmetric(bool isCorrect, string answer, string reference)
    {
        if (isCorrect) Assert.Equal(MathVerdict.Correct, MathVerifier.Verify(reference, answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(@"\frac{1}{")]
    [InlineData("((1)")]
    public void A_reference_that_cannot_be_read_is_an_error(string reference) => Assert.Equal(MathVerdict.Error, MathVerifier.Verify("1", reference));

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("9^{9^{9^9}}")]
    [InlineData(@"\binom{10^9}{5\cdot10^8}")]
    public void An_answer_that_cannot_be_read_or_reached_is_unparsed(string answer) =>
        Assert.Equal(MathVerdict.Unparsed, MathVerifier.Verify(answer, "1"));
}
