using System.Text;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Merging;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Training;

/// <summary>Makes a byte-level BPE tokenizer from texts: the most frequent neighbours become a token, again and again (Sennrich et al. 2016, arXiv 1508.07909).</summary>
/// <remarks>Depends on the texts alone: of pairs that are equally frequent the one with the lower ids merges first.</remarks>
public static class TokenizerTrainer
{
    private const int Bytes = 256;

    /// <summary>Writes tokenizer.json and tokenizer_config.json.</summary>
    /// <param name="folder">Where to; made where it is absent.</param>
    /// <param name="texts">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <exception cref="TokenizerException">The vocabulary has no place for the bytes and special tokens, or a special token is empty or there twice.</exception>
    public static void Train(string folder, IEnumerable<string> texts, TokenizerTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        string[] special = [options.Padding, options.BeginOfText, options.EndOfText, .. options.Markers];
        if (special.Distinct().Count() < special.Length || special.Contains(""))
            throw new TokenizerException("a special token is empty or given twice", "give each another text");
        if (options.VocabularySize < Bytes + special.Length)
            throw new TokenizerException($"a vocabulary of {options.VocabularySize} has no place for {Bytes} bytes and {special.Length} special tokens", $"make it {Bytes + special.Length} or more");
        var merges = new PairMerging(Words(texts, options.Pattern, special.Length)).Learn(special.Length + Bytes, options.VocabularySize);
        var names = new List<string>(special);
        names.AddRange(Enumerable.Range(0, Bytes).Select(value => ByteAlphabet.CharacterOf((byte)value).ToString()));
        foreach (var (left, right) in merges)
            names.Add(names[left] + names[right]);
        TrainedFiles.Write(folder, names, merges, options);
    }

    // words with their counts, as ids of their bytes
    private static List<(List<int> Symbols, long Count)> Words(IEnumerable<string> texts, string pattern, int firstByte)
    {
        var (regex, counts) = (new CodePointRegex(pattern), new Dictionary<string, long>());
        foreach (var text in texts)
        {
            var state = (Text: text, Counts: counts);
            regex.Matches(text, static (int start, int length, ref (string Text, Dictionary<string, long> Counts) seen) =>
            {
                var word = seen.Text.Substring(start, length);
                seen.Counts[word] = seen.Counts.GetValueOrDefault(word) + 1;
            }, ref state);
        }

        return [.. counts.OrderBy(word => word.Key, StringComparer.Ordinal).Select(word => (Encoding.UTF8.GetBytes(word.Key).Select(value => value + firstByte).ToList(), word.Value))];
    }
}
