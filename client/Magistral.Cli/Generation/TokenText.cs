using Magistral.Text.Tokenizers;

namespace Magistral.Cli.Generation;

/// <summary>The text of tokens as they come; no character is ever split.</summary>
internal sealed class TokenText(ITokenizer tokenizer)
{
    private readonly StreamingDecoder? decoder = (tokenizer as PretrainedTokenizer)?.Stream(skipSpecialTokens: true);

    /// <summary>The text that further tokens complete; often empty.</summary>
    public string Append(ReadOnlySpan<int> tokens)
    {
        if (decoder is null)
            return tokenizer.Decode(tokens);
        var text = "";
        foreach (var token in tokens)
            text += decoder.Append(token);
        return text;
    }

    /// <summary>What was held back to the end.</summary>
    public string Finish() => decoder?.Finish() ?? "";
}
