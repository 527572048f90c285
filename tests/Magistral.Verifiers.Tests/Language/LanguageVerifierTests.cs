using System.Diagnostics;
using Magistral.Verifiers.Language;
using Xunit;

namespace Magistral.Verifiers.Tests.Language;

public sealed class LanguageVerifierTests
{
    private const string English = "First we count the red marbles, then the blue ones, and at the end we add both totals together.";
    private const string French = "On compte d'abord les billes rouges, ensuite les bleues, et à la fin on ajoute les deux nombres.";
    private const string Chinese = "首先数出红色弹珠的个数，再数出蓝色弹珠的个数，最后把两个结果加起来。";

    [Theory]
    [InlineData(English, ProseLanguage.English)]
    [InlineData(French, ProseLanguage.French)]
    [InlineData("Primero contamos las canicas rojas, después las azules, y al final sumamos.", ProseLanguage.Spanish)]
    [InlineData("Prima contiamo le biglie rosse, poi quelle blu, e alla fine sommiamo.", ProseLanguage.Italian)]
    [InlineData("Zuerst zählen wir die roten Murmeln, dann die blauen, und am Ende addieren wir.", ProseLanguage.German)]
    [InlineData(Chinese, ProseLanguage.Chinese)]
    [InlineData("Сначала посчитаем красные шарики, потом синие, а в конце сложим.", ProseLanguage.Russian)]
    [InlineData("Donc c'est vrai.", ProseLanguage.French)]
    [InlineData("答案是四十二", ProseLanguage.Chinese)]
    [InlineData("Ответ: двадцать", ProseLanguage.Russian)]
    [InlineData("Das ist falsch: $x$ muss positiv sein, und \\(y = 3\\) auch.", ProseLanguage.German)]
    public void Prose_is_told_by_its_language(string text, ProseLanguage language) => Assert.Equal(language, LanguageVerifier.Shared.Classify(text).Language);

    [Theory]
    [InlineData("")]
    [InlineData("47+85=132")]
    [InlineData("ok")]
    [InlineData("x + y = z, a b c d e f g h i j k l")]
    [InlineData("$\\text{the whole answer stands in a formula}$")]
    [InlineData("\\boxed{\\text{the answer is a long sentence in a box}}")]
    [InlineData("\\begin{align} the &= formula \\\\ goes &= on \\end{align}")]
    [InlineData("\\(the formula within the line\\) \\[the formula by itself\\] $$the formula between dollars$$")]
    [InlineData("```python\nfor value in values:\n    total = total + value  # add the value to the total\n```")]
    [InlineData("```\nthis block is never closed, whatever it says")]
    [InlineData("`return the largest element`")]
    [InlineData("https://example.org/the/largest/element/of/the/list")]
    [InlineData("sin cos tan log exp lim max min gcd mod")]
    [InlineData("snake_case_name camel2case v1 v2")]
    [InlineData("日本語のてきすとです")]
    [InlineData("이것은 한국어 문장입니다")]
    [InlineData("\0\ud83d\udfff!?")]
    public void Without_enough_prose_of_the_known_languages_nothing_is_determined(string text) =>
        Assert.Equal(LanguageFinding.Undetermined, LanguageVerifier.Shared.Classify(text));

    [Theory]
    [InlineData("It costs $5 for one and $7 for two of them, which is less than they paid before.")]
    [InlineData("The price is \\$5 for a ticket, and children pay nothing at all on Sundays.")]
    [InlineData("**Step one:** add the numbers, then <b>divide</b> the sum by their count.")]
    [InlineData("\\textbf{Therefore} the greatest of them is even, and we are done.")]
    [InlineData("We open ( and $ and \\( and never close what was opened, but the prose goes on.\n\nHere it ends.")]
    public void Prose_around_signs_stays(string text) => Assert.Equal(ProseLanguage.English, LanguageVerifier.Shared.Classify(text).Language);

    [Fact]
    public void Prose_wins_against_much_foreign_code_and_formulas() => Assert.Equal(
        ProseLanguage.French,
        LanguageVerifier.Shared.Classify(French + "\n```python\n" + string.Concat(Enumerable.Repeat("# add the value to the total of all values\n", 50)) + "```\n$" + new string('a', 500) + "$").Language);

    [Fact]
    public void A_text_of_two_languages_is_mixed()
    {
        var halves = string.Concat(Enumerable.Repeat(English + " ", 20)) + string.Concat(Enumerable.Repeat(French + " ", 20));
        Assert.True(LanguageVerifier.Shared.Classify(halves).IsMixed);
        Assert.False(LanguageVerifier.Shared.Classify(English + English + English + English + French).IsMixed);
    }

    [Theory]
    [InlineData(English, English, English, true)]
    [InlineData(French, French, French, true)]
    [InlineData(English, French, English, false)]
    [InlineData(French, French, English, false)]
    [InlineData(Chinese, English, Chinese, false)]
    [InlineData(English, English, "\\boxed{7}", true)]
    [InlineData("47+85=", English, English, true)]
    [InlineData("47+85=", English, French, false)]
    [InlineData(English, "7+5=12", "\\boxed{7}", null)]
    [InlineData("47+85=", "7+5=12", "\\boxed{7}", null)]
    [InlineData("", "", "", null)]
    public void Parts_agree_when_all_that_can_be_told_share_one_language(string problem, string thoughts, string answer, bool? agree) =>
        Assert.Equal(agree, LanguageVerifier.Shared.Agree(problem, thoughts, answer));

    [Fact]
    public void Thoughts_that_change_their_language_agree_with_nothing()
    {
        var mixed = string.Concat(Enumerable.Repeat(English + " ", 20)) + string.Concat(Enumerable.Repeat(Chinese, 40));
        Assert.False(LanguageVerifier.Shared.Agree(English, mixed, English));
    }

    [Fact]
    public void Megabytes_of_anything_are_read_within_seconds()
    {
        LanguageVerifier.Shared.Classify(English);
        string[] texts = [string.Concat(Enumerable.Repeat(English + " \\( $ ` <a \\begin{", 9_000)), new('$', 1_000_000), new('`', 1_000_000), string.Concat(Enumerable.Repeat("\\(", 500_000)),
            string.Concat(Enumerable.Repeat("\\frac{", 170_000)), string.Concat(Enumerable.Repeat("~ ", 500_000)), new('a', 1_000_000)];
        var watch = Stopwatch.StartNew();
        foreach (var text in texts) LanguageVerifier.Shared.Classify(text);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }
}
