using System.Collections.Concurrent;
using Magistral.Text.Tokenizers.Decoding;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Normalization;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers;

/// <summary>The tokenizer of a Hugging Face folder: tokenizer.json, with tokenizer_config.json beside it.</summary>
/// <remarks>Agrees with the reference implementation token for token. Immutable and thread-safe; each call at a time has its own workspace.</remarks>
public sealed class PretrainedTokenizer : ITokenizer
{
    private readonly ConcurrentBag<BpeWorkspace> workspaces = [];
    private readonly AddedTokenFinder before, after;   // the normalizer
    private readonly INormalizer? normalizer;
    private readonly IPieceStage pieces;
    private readonly TokenTexts texts;
    private readonly Dictionary<string, int> ids;
    private readonly (int[] Before, int[] After) frame;

    internal PretrainedTokenizer(TokenizerParts parts)
    {
        (normalizer, pieces, texts, ids, frame, Config) = (parts.Normalizer, parts.Pieces, parts.Texts, parts.Ids, parts.Frame, parts.Config);
        before = new([.. parts.Added.Where(token => !token.Normalized).Select(token => (token.Content, token))]);
        after = new([.. parts.Added.Where(token => token.Normalized).Select(token => (normalizer?.Normalize(token.Content) ?? token.Content, token))]);
        (NamedTokens, BaseTokens) = (parts.Ids.Count, parts.BaseTokens);
    }

    /// <summary>What tokenizer_config.json says.</summary>
    public TokenizerConfig Config { get; }

    /// <inheritdoc/>
    public int VocabularySize => texts.Count;

    /// <summary>Number of tokens that have a text; less than <see cref="VocabularySize"/> where ids are left out.</summary>
    public int NamedTokens { get; }

    /// <summary>Number of tokens without the added ones that the model's vocabulary does not hold.</summary>
    public int BaseTokens { get; }

    /// <inheritdoc/>
    /// <exception cref="TokenizerException">The folder names no `eos_token`.</exception>
    public int EndOfText => Special("eos_token") ?? throw new TokenizerException("the tokenizer names no eos_token", "set it in tokenizer_config.json");

    /// <summary>The token that fills what is not used: `pad_token`, else <see cref="EndOfText"/>.</summary>
    public int Padding => Special("pad_token") ?? EndOfText;

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="folder">A folder with tokenizer.json.</param>
    /// <exception cref="TokenizerException">A file is absent, damaged, or holds something this engine does not know.</exception>
    public static PretrainedTokenizer Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new(TokenizerParts.Read(folder));
    }

    /// <summary>The id of a token by its text in the vocabulary, or null.</summary>
    public int? IdOf(string token) => ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>The tokens of a text, without special tokens around it; those written in the text are found.</summary>
    /// <param name="text">Any text.</param>
    public int[] Encode(string text) => Encode(text, addSpecialTokens: false);

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="addSpecialTokens">Whether to put the special tokens around it that the tokenizer wants around a text.</param>
    public int[] Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!workspaces.TryTake(out var work))
            work = new();
        work.Ids.Clear();
        if (addSpecialTokens)
            work.Ids.AddRange(frame.Before);
        foreach (var (token, start, end) in before.Find(text))
            if (token is not null)
                work.Ids.Add(token.Id);
            else
                Section(start == 0 && end == text.Length ? text : text[start..end], start == 0, work);
        if (addSpecialTokens)
            work.Ids.AddRange(frame.After);
        int[] result = [.. work.Ids];
        workspaces.Add(work);
        return result;
    }

    /// <summary>The text of tokens without the special ones; ids that have no text leave nothing, as a model's vocabulary may be padded.</summary>
    /// <param name="tokens">The tokens.</param>
    public string Decode(ReadOnlySpan<int> tokens) => Decode(tokens, skipSpecialTokens: true);

    /// <summary>The text of tokens.</summary>
    /// <param name="tokens">The tokens; ids that have no text leave nothing.</param>
    /// <param name="skipSpecialTokens">Whether special tokens leave nothing.</param>
    public string Decode(ReadOnlySpan<int> tokens, bool skipSpecialTokens) => texts.Decode(tokens, skipSpecialTokens);

    /// <summary>A decoder of tokens as they come.</summary>
    /// <param name="skipSpecialTokens">Whether special tokens leave nothing.</param>
    public StreamingDecoder Stream(bool skipSpecialTokens) => new(texts, skipSpecialTokens);

    private int? Special(string role) => Config.SpecialTokens.TryGetValue(role, out var token) ? IdOf(token) : null;

    private void Section(string section, bool atStart, BpeWorkspace work)
    {
        var text = normalizer?.Normalize(section) ?? section;
        foreach (var (token, start, end) in after.Find(text))
            if (token is not null)
                work.Ids.Add(token.Id);
            else
                pieces.Take(new TextPiece(text, start, end - start, atStart && start == 0), work);
    }
}
