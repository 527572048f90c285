namespace Magistral.Text.Tokenizers.Decoding;

/// <summary>A step from the texts of tokens to the text they spell. Immutable and thread-safe.</summary>
internal interface IDecodeStage
{
    /// <summary>Rewrites the texts, one for each token or fewer.</summary>
    List<string> Decode(List<string> tokens);
}
