using System.Diagnostics;
using CsCheck;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Mathematics;
using Xunit;

namespace Magistral.Verifiers.Tests.Mathematics;

/// <summary>Random, mutated and hostile texts. MAGISTRAL_FUZZ sets how many (200,000 for the long run).</summary>
public sealed class HostileInputTests
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(2);

    private static readonly long Count = long.TryParse(Environment.GetEnvironmentVariable("MAGISTRAL_FUZZ"), out var set) ? set : 3_000;

    private static readonly string[] Pieces =
    [
        @"\frac{1}{2}", @"\frac", @"\sqrt{", @"\sqrt[3]{8}", @"\left(", @"\right)", @"\{", @"\}", "{", "}", "(", ")", "[", "]", "^", "_", "!", "|", "+", "-", "*", "/",
        "=", "<", ">", @"\le", @"\pm", ",", ";", ":", " ", "x", "y", "e", "i", @"\pi", @"\infty", @"\cup", @"\in", "1", "9", "0", "12,345", "3.14", "1e9", "%", @"\%", "°",
        @"^\circ", @"\sin", @"\log_2", @"\ln", @"\text{cm}", @"\text{ and }", "or", "yes", @"\begin{pmatrix}", @"\end{pmatrix}", "&", @"\\", @"\binom{9}{4}", "½", "²", "−",
        "\0", "\ud83d", "🎲", "９", "U", @"\boxed{", "$", @"\mathrm{", @"\overline{3}", "999999999", "^{99999}", "a", "b", "n!", "mod", @"\\\\", @"\mathbb{R}", @"\emptyset", ".", "..",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOfConst(Pieces).Array[0, 30].Select(string.Concat),
        Gen.OneOfConst(Pieces).Array[0, 8].Select(string.Concat),
        Gen.String[0, 60],
        Mutations());

    [Fact]
    public void No_text_makes_the_verifier_throw_or_hang() => Gen.Select(Texts, Texts).Sample(
        (answer, reference) => Timed(() => MathVerifier.Verify(answer, reference)), iter: Count);

    [Fact]
    public void A_text_agrees_with_itself_or_cannot_be_read() => Texts.Sample(
        text => Assert.True(MathVerifier.Verify(text, text) is MathVerdict.Correct or MathVerdict.Error), iter: Count);

    [Fact]
    public void No_text_makes_the_format_gate_throw_or_hang() => Gen.Select(Texts, Gen.Enum<TaskKind>()).Sample(
        (text, task) => Timed(() => FormatGate.Check("<think>" + text.Replace("x", "</think>", StringComparison.Ordinal), task)), iter: Count);

    [Theory]
    [InlineData("(", 1_000_000)]
    [InlineData("{", 1_000_000)]
    [InlineData(@"\frac{1}{", 900)]
    [InlineData(@"\sqrt{", 1_500)]
    [InlineData("-", 9_999)]
    [InlineData("1+", 4_999)]
    [InlineData("x^", 4_999)]
    [InlineData("9^", 4_999)]
    [InlineData("(x+1)", 1_999)]
    [InlineData(",", 9_999)]
    [InlineData("1,", 4_999)]
    [InlineData(@"\pm1", 2_499)]
    [InlineData("|", 9_999)]
    [InlineData("!", 9_999)]
    [InlineData("99!", 3_000)]
    [InlineData("9", 9_999)]
    [InlineData("0.1", 3_000)]
    [InlineData(@"\sin ", 1_999)]
    [InlineData(@"\ln ", 2_400)]
    [InlineData(@"\sin(x)+", 1_200)]
    [InlineData(@"\boxed{", 100_000)]
    [InlineData(@"e^{\pi}\cdot", 800)]
    public void Repetition_without_end_is_answered_in_time(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        foreach (var answer in (string[])[text, text + "1", "1" + text])
        {
            Timed(() => MathVerifier.Verify(answer, "1"));
            Timed(() => MathVerifier.Verify(answer, answer));
            Timed(() => FormatGate.Check($"<think></think>{answer}", TaskKind.Math));
            Timed(() => FormatGate.Check($"<think></think>```{answer}", TaskKind.Code));
        }
    }

    [Theory]
    [InlineData("9^{9^{9^9}}", "9")]
    [InlineData("e^{e^{e^{e^{e^e}}}}", "e")]
    [InlineData("((((9!)!)!)!)!", "9")]
    [InlineData("x^{1000000}+1", "x^{1000001}+1")]
    [InlineData("2^{2^{20}}", "2^{2^{20}}+1")]
    [InlineData(@"\sin(10^{100})", "0")]
    [InlineData(@"\sqrt{10^{200}+1}", "10^{100}")]
    [InlineData("x^{x^{x^{x}}}", "x")]
    [InlineData("10^{-5000}", "0")]
    [InlineData(@"\sum_{k=1}^{10^{12}} k^k", "1")]
    [InlineData(@"\newcommand{\x}{\x\x}\x", "2")]
    [InlineData(@"\input{/etc/passwd}", "1")]
    public void What_grows_beyond_reach_is_never_correct(string answer, string reference)
    {
        var verdict = MathVerdict.Correct;
        Timed(() => verdict = MathVerifier.Verify(answer, reference));
        Assert.NotEqual(MathVerdict.Correct, verdict);
    }

    private static Gen<string> Mutations()
    {
        var answers = MathCaseTests.Cases().SelectMany(row => new[] { row.Data.Item2, row.Data.Item3 }).Where(text => text.Length > 0).ToArray();
        return Gen.Select(Gen.OneOfConst(answers), Gen.OneOfConst(Pieces), Gen.Int[0, 200], Gen.Int[0, 4]).Select((text, piece, at, cut) =>
        {
            at %= text.Length + 1;
            return text[..at] + piece + text[Math.Min(text.Length, at + cut)..];
        });
    }

    private static void Timed(Action call)
    {
        var watch = Stopwatch.StartNew();
        call();
        Assert.True(watch.Elapsed < Ceiling, $"took {watch.Elapsed.TotalSeconds:F1} s");
    }
}
