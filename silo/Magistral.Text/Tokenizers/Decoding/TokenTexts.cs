using System.Text;
using Magistral.Text.Tokenizers.Merging;

namespace Magistral.Text.Tokenizers.Decoding;

/// <summary>From ids to text. Immutable and thread-safe.</summary>
internal sealed class TokenTexts
{
    private readonly string?[] texts;
    private readonly bool[] special;
    private readonly IReadOnlyList<IDecodeStage>? stages;   // null without a decoder: texts are joined with spaces
    private readonly byte[]?[]? bytes;                      // of each token, where the decoder is the byte level

    public TokenTexts(string?[] texts, bool[] special, IReadOnlyList<IDecodeStage>? stages, bool byteLevel)
    {
        (this.texts, this.special, this.stages) = (texts, special, stages);
        if (byteLevel)
            bytes = Array.ConvertAll(texts, text => text is null ? null : BytesOf(text));
    }

    /// <summary>One more than the highest id.</summary>
    public int Count => texts.Length;

    /// <summary>Whether tokens are bytes, so that a character may end in a later token.</summary>
    public bool ByteLevel => bytes is not null;

    /// <summary>The text of a token as the vocabulary writes it; null for ids it does not name.</summary>
    public string? this[int id] => (uint)id < (uint)texts.Length ? texts[id] : null;

    public bool IsSpecial(int id) => (uint)id < (uint)special.Length && special[id];

    /// <summary>Adds a token's bytes; only for the byte level.</summary>
    public void AddBytes(int id, List<byte> into)
    {
        if ((uint)id < (uint)texts.Length && bytes![id] is { } token)
            into.AddRange(token);
    }

    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial)
    {
        if (ByteLevel)
        {
            var spelled = new List<byte>(ids.Length * 5);
            foreach (var id in ids)
                if (!skipSpecial || !IsSpecial(id))
                    AddBytes(id, spelled);
            return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(spelled));
        }

        var tokens = new List<string>(ids.Length);
        foreach (var id in ids)
            if (this[id] is { } text && (!skipSpecial || !IsSpecial(id)))
                tokens.Add(text);
        return stages is null ? string.Join(' ', tokens) : string.Concat(stages.Aggregate(tokens, (decoded, stage) => stage.Decode(decoded)));
    }

    // a token with a character outside of the alphabet, such as an added one with a space, stands for itself
    private static byte[] BytesOf(string text)
    {
        var spelled = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (ByteAlphabet.ByteOf(text[i]) is not { } value)
                return Encoding.UTF8.GetBytes(text);
            spelled[i] = value;
        }

        return spelled;
    }
}
