using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>The tokenizers that can be named in a run spec.</summary>
public enum TokenizerKind
{
    /// <summary>One token a character, single tokens for the tags of the answer form.</summary>
    [JsonStringEnumMemberName("characters")] Characters,
}
