namespace Magistral.Text.Tokenizers.Normalization;

/// <summary>A normaliser that is one function.</summary>
internal sealed class TextNormalizer(Func<string, string> rewrite) : INormalizer
{
    public string Normalize(string text) => rewrite(text);
}
