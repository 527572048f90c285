using System.Text;
using CsCheck;
using Magistral.Verifiers.Code;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

public sealed class OutputComparisonTests
{
    [Theory]
    [InlineData("1\n2\n", "1\n2")]
    [InlineData("1 \t\r\n2\r\n\r\n\n", "1\n2\n")]
    [InlineData("", "\n \n")]
    [InlineData("\n1\n", "\n1")]
    public void White_space_at_the_ends_of_lines_and_empty_lines_at_the_end_do_not_count(string actual, string expected) => Assert.True(Agree(actual, expected));

    [Theory]
    [InlineData("1\n", "")]
    [InlineData("", "1\n")]
    [InlineData("1", "1\n2")]
    [InlineData("1\n2", "1")]
    [InlineData("1\n\n2", "1\n2")]
    [InlineData(" 1", "1")]
    [InlineData("1  2", "1 2")]
    [InlineData("Yes", "yes")]
    [InlineData("1\0", "1")]
    public void Anything_else_counts(string actual, string expected) => Assert.False(Agree(actual, expected));

    [Fact]
    public void It_agrees_with_comparing_trimmed_lines() =>
        Gen.Select(Outputs, Outputs).Sample((left, right) => Assert.Equal(Lines(left).SequenceEqual(Lines(right)), Agree(left, right)));

    private static Gen<string> Outputs => Gen.Char["ab \n\r\t"].Array[0, 12].Select(letters => new string(letters));

    private static bool Agree(string actual, string expected) => OutputComparison.Agree(Encoding.UTF8.GetBytes(actual), Encoding.UTF8.GetBytes(expected));

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.TrimEnd()).Reverse().SkipWhile(line => line.Length == 0).Reverse();
}
