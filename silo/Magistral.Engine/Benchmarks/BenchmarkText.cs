using System.Globalization;
using System.Text;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Benchmarks;

/// <summary>Text for the tokenizer's benchmark: prose, arithmetic, code and other scripts, with word frequencies as in real text (Zipf).</summary>
internal static class BenchmarkText
{
    private const int Lexicon = 40_000;

    private static readonly string[] Frequent =
        ["the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be", "by", "on", "not", "he", "this", "are", "or", "we", "let", "so", "then", "which", "have", "from"];

    private static readonly string[] Syllables =
        ["an", "ber", "com", "de", "el", "for", "gra", "hi", "in", "jo", "ka", "la", "men", "no", "or", "pre", "qui", "re", "sta", "ti", "un", "ver", "wi", "ex", "ly", "ing", "ed", "tion", "er", "al", "és", "ü"];

    private static readonly string[] Others =
        ["Сколько будет пятнадцать процентов от этого числа?", "请先思考,再给出简短的答案。", "Ça va très bien, merci — l'été à Noël.", "¿Cuánto es 7×8? ¡Cincuenta y seis!", "日本語の文章もあります🙂"];

    /// <summary>A text of about so many bytes in UTF-8; the same for the same seed.</summary>
    public static string Create(int bytes, long seed)
    {
        var words = Words(seed);
        var (random, text, size) = (new SeededRandom(seed, "text"), new StringBuilder(bytes), 0);
        while (size < bytes)
        {
            var paragraph = random.NextInt(10) switch
            {
                0 => Arithmetic(random),
                1 => Code(random, words),
                2 => Others[random.NextInt(Others.Length)],
                _ => Prose(random, words),
            };
            text.Append(paragraph).Append(random.NextInt(4) == 0 ? "\n\n" : "\n");
            size += Encoding.UTF8.GetByteCount(paragraph) + 1;
        }

        return text.ToString();
    }

    private static string[] Words(long seed)
    {
        var random = new SeededRandom(seed, "lexicon");
        return [.. Frequent, .. Enumerable.Range(0, Lexicon).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.NextInt(4)).Select(_ => Syllables[random.NextInt(Syllables.Length)])))];
    }

    // the share of the n-th word falls as 1/n
    private static string Word(SeededRandom random, string[] words) => words[(int)Math.Exp(random.NextDouble() * Math.Log(words.Length)) - 1];

    private static string Prose(SeededRandom random, string[] words)
    {
        var text = new StringBuilder();
        for (var sentences = 1 + random.NextInt(5); sentences > 0; sentences--)
        {
            for (var i = 6 + random.NextInt(20); i > 0; i--)
                text.Append(Word(random, words)).Append(random.NextInt(12) == 0 ? ", " : i > 1 ? " " : ". ");
        }

        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    private static string Arithmetic(SeededRandom random)
    {
        var (a, b) = (random.NextInt(100_000), random.NextInt(1000));
        return string.Create(CultureInfo.InvariantCulture, $"Thus \\frac{{{a}}}{{{b + 1}}} + x_{random.NextInt(9)}^2 = {a + b}, so the answer is \\boxed{{{a * (long)b}}}.");
    }

    private static string Code(SeededRandom random, string[] words)
    {
        var (name, argument) = (Word(random, words), Word(random, words));
        return string.Create(CultureInfo.InvariantCulture, $"def {name}_{random.NextInt(100)}({argument}):\n    for i in range({random.NextInt(1000)}):\n        if {argument}[i] >= 0x{random.NextInt(4096):x}:\n            return {argument}[i] // 2\n");
    }
}
