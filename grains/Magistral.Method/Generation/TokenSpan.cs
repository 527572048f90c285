using System.Text.Json.Serialization;

namespace Magistral.Method.Generation;

/// <summary>Consecutive tokens of one origin: sampled from the logits of one weight version, or given.</summary>
/// <param name="Count">Tokens, 1 or more.</param>
/// <param name="Version">The version they were sampled from; null when they were given, as the words of a tool are: no loss on them.</param>
public readonly record struct TokenSpan(int Count, WeightVersion? Version)
{
    /// <summary>Whether the policy sampled the tokens.</summary>
    [JsonIgnore]
    public bool IsSampled => Version is not null;

    /// <summary>Appends a span, as part of the last one where that has the same origin; an empty one leaves no trace.</summary>
    /// <param name="spans">Receives it.</param>
    /// <param name="span">What follows; 0 tokens or more.</param>
    /// <remarks>No allocation but the list's own.</remarks>
    public static void Append(List<TokenSpan> spans, TokenSpan span)
    {
        ArgumentNullException.ThrowIfNull(spans);
        if (span.Count == 0)
            return;
        if (spans.Count > 0 && spans[^1].Version == span.Version)
            spans[^1] = span with { Count = checked(spans[^1].Count + span.Count) };
        else
            spans.Add(span);
    }
}
