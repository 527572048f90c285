using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>The tokenizers that can be named in a run spec.</summary>
public enum TokenizerKind
{
    /// <summary>One token a character, single tokens for the tags of the answer form.</summary>
    [JsonStringEnumMemberName("characters")] Characters,

    /// <summary>That of the model's folder; characters where there is no folder.</summary>
    [JsonStringEnumMemberName("auto")] Auto,

    /// <summary>Byte-level BPE, learnt from the run's own traces when it starts: the same for the same spec.</summary>
    [JsonStringEnumMemberName("bpe")] Bpe,
}
