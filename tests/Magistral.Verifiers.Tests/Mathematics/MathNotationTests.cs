using System.Globalization;
using CsCheck;
using Magistral.Verifiers.Mathematics;
using Xunit;

namespace Magistral.Verifiers.Tests.Mathematics;

public sealed class MathNotationTests
{
    private static readonly Gen<int> Small = Gen.Int[-9, 9];

    private static readonly Gen<int> Positive = Gen.Int[1, 10_000];

    [Fact]
    public void A_common_divisor_times_a_common_multiple_is_the_product() => Gen.Select(Positive, Positive).Sample((a, b) =>
        MathVerifier.Verify($@"\gcd({a},{b})\cdot\operatorname{{lcm}}({a},{b})", ((long)a * b).ToString(CultureInfo.InvariantCulture)) == MathVerdict.Correct);

    [Fact]
    public void Extremes_of_roots_are_roots_of_extremes() => Gen.Select(Positive, Positive).Sample((a, b) =>
        MathVerifier.Verify($@"\max(\sqrt{{{a}}},\sqrt{{{b}}})+\min(\sqrt{{{a}}},\sqrt{{{b}}})", $@"\sqrt{{{a}}}+\sqrt{{{b}}}") == MathVerdict.Correct
        && MathVerifier.Verify($@"\max(\sqrt{{{a}}},\sqrt{{{b}}})", $@"\sqrt{{{Math.Max(a, b)}}}") == MathVerdict.Correct);

    [Fact]
    public void A_remainder_differs_by_a_multiple() => Gen.Select(Gen.Int[-10_000, 10_000], Gen.Int[1, 500]).Sample((a, m) =>
        MathVerifier.Verify($@"({a}) \bmod {m}", (((a % m) + m) % m).ToString(CultureInfo.InvariantCulture)) == MathVerdict.Correct);

    [Fact]
    public void A_conjugate_turns_the_imaginary_part_alone() => Gen.Select(Small, Gen.Int[1, 9]).Sample((a, b) =>
        MathVerifier.Verify($@"\overline{{{a}+{b}i}}", $"{a}-{b}i") == MathVerdict.Correct
        && MathVerifier.Verify($@"\Re({a}+{b}i)", $"{a}") == MathVerdict.Correct
        && MathVerifier.Verify($@"\Im({a}-{b}i)", $"-{b}") == MathVerdict.Correct);

    [Fact]
    public void A_gap_in_a_quotient_of_polynomials_has_the_limit_of_what_is_left() => Gen.Select(Small, Small, Small).Sample((at, p, q) =>
        MathVerifier.Verify($@"\lim_{{x\to {at}}}\frac{{(x-({at}))(x^2+({p})x+({q}))}}{{x-({at})}}", $"{(at * at) + (p * at) + q}") == MathVerdict.Correct);

    [Fact]
    public void A_quotient_of_polynomials_tends_to_that_of_their_leading_terms() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Small).Sample((a, b, c) =>
        MathVerifier.Verify($@"\lim_{{n\to\infty}}\frac{{{a}n^3+({c})n+1}}{{{b}n^3+({c})n^2-2}}", $@"\frac{{{a}}}{{{b}}}") == MathVerdict.Correct);

    [Fact]
    public void Integers_that_run_in_another_order_are_the_same() => Gen.Select(Gen.Int[1, 9], Small, Gen.Int[-2, 2], Gen.Bool).Sample((a, b, shift, turned) =>
        MathVerifier.Verify($@"{a}k+({b}), k\in\mathbb{{Z}}", $@"{(turned ? -a : a)}n+({b + (a * shift)}), n\in\mathbb{{Z}}") == MathVerdict.Correct);

    [Theory]
    [InlineData(@"1+17 \bmod 5", "3")]
    [InlineData(@"-17 \bmod 5", "3")]
    [InlineData(@"\gcd(1,000,500)", "500")]
    [InlineData(@"\gcd(n,n+1)", "1")]
    [InlineData(@"\max(x,-100)", "x")]
    [InlineData(@"\Re(z)", "z")]
    [InlineData(@"\overline{x+iy}", "x-iy")]
    [InlineData(@"\lim_{n\to\infty}(-1)^n", "1")]
    [InlineData(@"\lim_{x\to 0}\frac{|x|}{x}", "1")]
    [InlineData(@"\lim_{x\to 0}\sqrt{x}", "0")]
    [InlineData(@"\lim_{x\to 2}\lfloor x\rfloor", "2")]
    [InlineData(@"\det(5)", "5")]
    public void Where_readers_may_disagree_nothing_is_decided(string answer, string reference) =>
        Assert.Equal(MathVerdict.Unparsed, MathVerifier.Verify(answer, reference));
}
