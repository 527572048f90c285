using Magistral.Text.Tokenizers.Decoding;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Merging;
using Magistral.Text.Tokenizers.Normalization;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers;

/// <summary>A tokenizer put together from the files of a folder.</summary>
internal sealed record TokenizerParts(
    List<AddedToken> Added, INormalizer? Normalizer, IPieceStage Pieces, TokenTexts Texts, Dictionary<string, int> Ids, (int[] Before, int[] After) Frame, TokenizerConfig Config,
    int BaseTokens)
{
    /// <exception cref="TokenizerException">A file is absent, damaged, or holds something unknown.</exception>
    public static TokenizerParts Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new TokenizerException($"there is no folder {folder}", "name a folder that holds tokenizer.json");
        var file = TokenizerFile.Read(Path.Combine(folder, "tokenizer.json"));
        var config = TokenizerConfig.Read(Path.Combine(folder, "tokenizer_config.json"));
        var ids = new Dictionary<string, int>(file.Model.Vocabulary);
        var added = AddedTokens(file, config, ids);
        var (normalizer, pieces, stages) = (file.Normalizer, file.Pieces.Before(new BpeModel(file.Model)), file.Decoder);
        if (SentencePieceClass.Applies(folder, config, file))
            (normalizer, pieces, stages) = (null, PreTokenizerReader.Metaspace(SentencePieceClass.SchemeOf(config), new BpeModel(file.Model)), SentencePieceClass.DecoderOf(config));
        return new(added, normalizer, pieces, TextsOf(ids, added, normalizer, stages, file.DecodesBytes), ids, FrameOf(file, config, ids), config,
            file.Model.Vocabulary.Count);
    }

    // tokenizer.json, then what tokenizer_config.json adds; what has a role there is special
    private static List<AddedToken> AddedTokens(TokenizerFile file, TokenizerConfig config, Dictionary<string, int> ids)
    {
        var roles = config.SpecialTokens.Values.ToHashSet();
        var added = file.Added.ToDictionary(token => token.Content, token => token with { Special = token.Special || roles.Contains(token.Content) });
        foreach (var token in file.Added)
            ids[token.Content] = token.Id;
        var next = ids.Values.DefaultIfEmpty(-1).Max() + 1;
        foreach (var token in config.AddedTokens.Concat(roles.Select(role => new AddedToken(-1, role, Special: true))).Where(token => !added.ContainsKey(token.Content)))
        {
            if (!ids.TryGetValue(token.Content, out var id))
                ids[token.Content] = id = next++;
            added[token.Content] = token with { Id = id, Special = token.Special || roles.Contains(token.Content) };
        }

        return [.. added.Values];
    }

    private static TokenTexts TextsOf(Dictionary<string, int> ids, List<AddedToken> added, INormalizer? normalizer, List<IDecodeStage>? stages, bool bytes)
    {
        var texts = new string?[ids.Values.DefaultIfEmpty(-1).Max() + 1];
        var special = new bool[texts.Length];
        foreach (var (text, id) in ids)
            texts[id] = text;
        foreach (var token in added)
            special[token.Id] = token.Special;
        // what was looked for in the normalised text is also written so
        foreach (var token in added.Where(token => token.Normalized && normalizer is not null))
            texts[token.Id] = normalizer!.Normalize(token.Content);
        return new(texts, special, stages, bytes);
    }

    // as the reference does it: once the config speaks of bos or eos, they alone stand around a text
    private static (int[] Before, int[] After) FrameOf(TokenizerFile file, TokenizerConfig config, Dictionary<string, int> ids)
    {
        if (config.AddBosToken is null && config.AddEosToken is null)
            return (file.Before, file.After);
        return (Role("bos_token", config.AddBosToken), Role("eos_token", config.AddEosToken));

        int[] Role(string name, bool? wanted) =>
            wanted == true && config.SpecialTokens.TryGetValue(name, out var token) && ids.TryGetValue(token, out var id) ? [id] : [];
    }
}
