namespace Magistral.Text.Tokenizers.Normalization;

/// <summary>Rewrites a text before it is split. Immutable and thread-safe.</summary>
internal interface INormalizer
{
    string Normalize(string text);
}
