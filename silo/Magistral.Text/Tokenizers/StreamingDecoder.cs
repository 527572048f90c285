using System.Text;
using Magistral.Text.Tokenizers.Decoding;

namespace Magistral.Text.Tokenizers;

/// <summary>Decodes tokens as they come; what is not yet a whole character is held back. One sequence, one thread.</summary>
/// <remarks>All that <see cref="Append"/> and <see cref="Finish"/> give, joined, is what decoding all tokens at once gives.</remarks>
public sealed class StreamingDecoder
{
    private readonly TokenTexts texts;
    private readonly bool skipSpecial;
    private readonly Decoder? characters;     // of the byte level: keeps the bytes of an unfinished character
    private readonly List<byte> bytes = [];
    private readonly List<int> window = [];   // tokens whose text was given, as context, then those that wait
    private int given;                        // of the window

    internal StreamingDecoder(TokenTexts texts, bool skipSpecial)
    {
        (this.texts, this.skipSpecial) = (texts, skipSpecial);
        characters = texts.ByteLevel ? Encoding.UTF8.GetDecoder() : null;
    }

    /// <summary>The text that a further token completes; often empty.</summary>
    /// <param name="token">The token.</param>
    public string Append(int token)
    {
        if (skipSpecial && texts.IsSpecial(token))
            return "";
        if (characters is not null)
        {
            bytes.Clear();
            texts.AddBytes(token, bytes);
            return Characters(flush: false);
        }

        if (texts[token] is not { } text)
            return "";
        window.Add(token);
        // a run of byte tokens is read as a whole
        return DecodeStages.IsByte(text, out _) ? "" : Give();
    }

    /// <summary>The rest: bytes that never became a character give U+FFFD. Ends the sequence.</summary>
    public string Finish()
    {
        if (characters is null)
            return window.Count > given ? Give() : "";
        bytes.Clear();
        return Characters(flush: true);
    }

    private string Characters(bool flush)
    {
        var buffer = new char[bytes.Count + 4];
        var count = characters!.GetChars(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes), buffer, flush);
        return new(buffer, 0, count);
    }

    private string Give()
    {
        var tokens = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(window);
        var before = texts.Decode(tokens[..given], skipSpecial);
        var all = texts.Decode(tokens, skipSpecial);
        // the last tokens stay as context: the first of a text is treated otherwise
        if (given > 0)
            window.RemoveRange(0, given);
        given = window.Count;
        return all[before.Length..];
    }
}
