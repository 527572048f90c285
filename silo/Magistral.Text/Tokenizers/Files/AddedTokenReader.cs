using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>Reads added tokens, of tokenizer.json and of `added_tokens_decoder` in tokenizer_config.json.</summary>
internal static class AddedTokenReader
{
    /// <summary>The tokens of tokenizer.json; each must agree with the vocabulary.</summary>
    public static List<AddedToken> Read(JsonPart? part, Dictionary<string, int> vocabulary)
    {
        var (tokens, ids) = (new List<AddedToken>(), new HashSet<int>());
        if (part is not { } list)
            return tokens;
        // most vocabularies do not hold their added tokens, so that only a place taken by another is looked for
        var places = list.Items().Select(item => item.Required("id").Number()).ToHashSet();
        var texts = vocabulary.Where(token => places.Contains(token.Value)).ToDictionary(token => token.Value, token => token.Key);
        foreach (var item in list.Items())
        {
            var token = Of(item.Only("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"), item.Required("id").Number());
            if (token.Id > TokenizerFile.MaxId)
                throw item.Damaged($"has the id {token.Id}");
            if (!ids.Add(token.Id) || vocabulary.TryGetValue(token.Content, out var id) && id != token.Id || texts.TryGetValue(token.Id, out var text) && text != token.Content)
                throw item.Damaged($"gives '{token.Content}' the id {token.Id}, against another token");
            tokens.Add(token);
        }

        return tokens;
    }

    public static AddedToken Of(JsonPart part, int id)
    {
        var content = part.Required("content");
        var special = part.Flag("special", false);
        return content.Text().Length == 0
            ? throw content.Damaged("is empty")
            : new(id, content.Text(), special, part.Flag("normalized", !special), part.Flag("lstrip", false), part.Flag("rstrip", false), part.Flag("single_word", false));
    }
}
