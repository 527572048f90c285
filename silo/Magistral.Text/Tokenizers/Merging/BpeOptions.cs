namespace Magistral.Text.Tokenizers.Merging;

/// <summary>What a byte-pair encoding is made of.</summary>
/// <param name="Vocabulary">Texts of tokens and their ids.</param>
/// <param name="Merges">The merges.</param>
/// <param name="MergesOverMarks">Whether a merge makes a text with a space mark behind something else.</param>
/// <param name="ByteLevel">Whether symbols are bytes, written in <see cref="ByteAlphabet"/>, else characters.</param>
/// <param name="IgnoreMerges">Whether a word of the vocabulary is taken whole, whatever the merges say.</param>
/// <param name="ByteFallback">Whether a character without a token becomes the tokens &lt;0x00&gt; to &lt;0xFF&gt; of its bytes.</param>
/// <param name="UnknownToken">Id of what stands for the unknown, or −1.</param>
/// <param name="FuseUnknown">Whether neighbouring unknowns become one.</param>
internal sealed record BpeOptions(
    Dictionary<string, int> Vocabulary, MergeTable Merges, bool MergesOverMarks, bool ByteLevel, bool IgnoreMerges, bool ByteFallback, int UnknownToken, bool FuseUnknown);
