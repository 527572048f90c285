using Magistral.Method.Verification;
using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using Magistral.Testing;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Mathematics;
using Xunit;

namespace Magistral.Verifiers.Tests.Mathematics;

/// <summary>Random, mutated and hostile texts. MAGISTRAL_FUZZ sets how many of each kind.</summary>
public sealed class HostileInputTests
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(2);

    private static readonly long Count = long.TryParse(Environment.GetEnvironmentVariable("MAGISTRAL_FUZZ"), out var set) ? set : 200_000;

    private static readonly string[] Pieces =
    [
        @"\frac{1}{2}", @"\frac", @"\sqrt{", @"\sqrt[3]{8}", @"\left(", @"\right)", @"\{", @"\}", "{", "}", "(", ")", "[", "]", "^", "_", "!", "|", "+", "-", "*", "/",
        "=", "<", ">", @"\le", @"\pm", ",", ";", ":", " ", "x", "y", "e", "i", @"\pi", @"\infty", @"\cup", @"\in", "1", "9", "0", "12,345", "3.14", "1e9", "%", @"\%", "°",
        @"^\circ", @"\sin", @"\log_2", @"\ln", @"\text{cm}", @"\text{ and }", "or", "yes", @"\begin{pmatrix}", @"\end{pmatrix}", "&", @"\\", @"\binom{9}{4}", "½", "²", "−",
        "\0", "\ud83d", "🎲", "９", "U", @"\boxed{", "$", @"\mathrm{", @"\overline{3}", "999999999", "^{99999}", "a", "b", "n!", "mod", @"\\\\", @"\mathbb{R}", @"\emptyset", ".", "..",
        @"\sum_{k=1}^{9}", @"\prod_{i=1}^{5}", @"\int_0^1", "x dx", "k", " million", @"\text{ million}", @"\pmod{7}", @"\notin", "5 hours and 30 minutes", "12:30 pm", "(B) ", "The answer is ", "USD ",
        @"\begin{cases}", @"\end{cases}", @"\begin{aligned}", @"\end{aligned}", "=", @"\cup", "|x|<3", "x^2", "U", "sq. ", "1:2:3",
        @"\gcd(12,18)", @"\gcd(", @"\max\{", @"\min(x,", "lcm(4,6)", "min", @"\bmod ", " mod 5", "(mod 7)", @"\Re(", @"\Im(3+2i)", @"\overline{3+2i}", @"\overline{", @"\det", @"\begin{vmatrix}", "≡",
        @"\lim_{x\to 0}", @"\lim_{n\to\infty}", @"\lim_{x\to 1^+}", @"\frac{\sin x}{x}", @"(1+1/n)^n", "->", @"\to",
        @", k\in\mathbb{Z}", @"(k\in\mathbb{Z})", @"5k+2", "5n+2", @"\text{ where }", " where k is an integer", @"\mid k\in\mathbb{Z}\}", @"\forall",
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
    [InlineData(@"\frac{1}{", 100_000)]
    [InlineData("9", 1_000_000)]
    [InlineData(@"\pm a\pm b\pm c\pm d,", 450)]
    [InlineData("(1,2),", 1_600)]
    [InlineData("{1,", 3_000)]
    [InlineData("1&", 4_900)]
    [InlineData(@"1\\", 3_000)]
    [InlineData(@"\sum_{k=1}^{99} ", 600)]
    [InlineData("|x|<", 2_000)]
    [InlineData("5 hours and ", 800)]
    [InlineData("The answer is ", 700)]
    [InlineData(@"0.\overline{142857}+", 450)]
    [InlineData(@"\sqrt[7]{99999999999999999999}+", 300)]
    [InlineData(@"(\frac{99999}{100003})^{9999}+", 300)]
    [InlineData(@"\binom{99999}{2999}+", 450)]
    [InlineData("3000!+", 1_600)]
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
    [InlineData(@"\gcd(", 1_900)]
    [InlineData(@"\gcd(10^{4000},10^{4000}+1)+", 350)]
    [InlineData(@"\max(\sqrt2,\sqrt3)+", 450)]
    [InlineData(@"1\bmod ", 1_200)]
    [InlineData(@"9^{10^{1000}} \bmod 10^{300},", 320)]
    [InlineData(@"\overline{i+", 750)]
    [InlineData(@"\det", 2_400)]
    [InlineData(@"k\in\mathbb{Z},", 600)]
    [InlineData(@"x=k(k\in\mathbb{Z}),", 180)]
    [InlineData(" where k is an integer", 450)]
    [InlineData(@"\lim_{x\to 0}", 700)]
    [InlineData(@"\lim_{x\to 0}\frac{\sin x}{x}+", 330)]
    [InlineData(@"\lim_{x\to \lim_{x\to 1}x+x}", 50)]
    [InlineData(@"\lim_{x\to\infty}(1+\frac{1}{x})^{x}\cdot", 270)]
    [InlineData(@"|\begin{matrix}1&2\\3&4\end{matrix}|+", 220)]
    public void Repetition_of_operators_is_answered_in_time(string piece, int times) => Repetition_without_end_is_answered_in_time(piece, times);

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
    [InlineData(@"\sum_{k=1}^{500} k!", "1")]
    [InlineData(@"\sum_{i=1}^{99}\sum_{j=1}^{99} ij", "1")]
    [InlineData(@"\prod_{k=1}^{499} 9^{k^9}", "1")]
    [InlineData(@"\int_0^1 (x+1)^{99999} dx", "1")]
    [InlineData(@"0.\overline{9}^{9^{9^9}}", "2")]
    [InlineData(@"\frac{10^{4000}+1}{10^{4000}}", "1")]
    [InlineData(@"\newcommand{\x}{\x\x}\x", "2")]
    [InlineData(@"\input{/etc/passwd}", "1")]
    [InlineData(@"\lim_{x\to 10^{4000}}(x+1)^{99}", "1")]
    [InlineData(@"\lim_{x\to 0}\frac{(1+x)^{99999}-1}{x}", "1")]
    [InlineData(@"\lim_{x\to\infty}\frac{x^{99}+1}{x^{98}+x^{99}+10^{-4000}}+\lim_{x\to 1}x^{99999}", "1")]
    [InlineData(@"\lim_{x\to 0}((((((1+x)^x)^x)^x)^x)^x)^{1/x}", "0")]
    [InlineData(@"\lim_{x\to 0}\frac{\sin(\tan(\sin(\tan(\sin(\tan x)))))}{\tan(\sin(\tan(\sin(\tan(\sin x)))))}", "0")]
    [InlineData("|x|<|y|", "1")]
    [InlineData("|x-1|<|x+1|", "|x|>|x-2|")]
    public void What_grows_beyond_reach_is_never_correct(string answer, string reference)
    {
        var verdict = MathVerdict.Correct;
        Timed(() => verdict = MathVerifier.Verify(answer, reference));
        Assert.NotEqual(MathVerdict.Correct, verdict);
    }

    private static Gen<string> Mutations()
    {
        var answers = MathCaseTests.Cases().SelectMany(row => new[] { row.Data.Item2, row.Data.Item3 }).Concat(FixtureTexts()).Where(text => text.Length is > 0 and < 500).ToArray();
        return Gen.Select(Gen.OneOfConst(answers), Gen.OneOfConst(Pieces), Gen.Int[0, 200], Gen.Int[0, 4]).Select((text, piece, at, cut) =>
        {
            at %= text.Length + 1;
            return text[..at] + piece + text[Math.Min(text.Length, at + cut)..];
        });
    }

    /// <summary>Answers and references of the fixtures where they are there; own cases do without them.</summary>
    private static IEnumerable<string> FixtureTexts()
    {
        var path = Path.Combine(Fixtures.Root, "verifiers/math.jsonl");
        if (!File.Exists(path)) yield break;
        foreach (var line in File.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement.GetProperty("answer").GetString()!;
            yield return row.RootElement.GetProperty("reference").GetString()!;
        }
    }

    private static void Timed(Action call)
    {
        var watch = Stopwatch.StartNew();
        call();
        Assert.True(watch.Elapsed < Ceiling, $"took {watch.Elapsed.TotalSeconds:F1} s");
    }
}
