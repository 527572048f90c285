namespace Magistral.Cli.Generation;

/// <summary>How completions are sampled.</summary>
/// <param name="Count">Completions a prompt.</param>
/// <param name="Temperature">Divides the logits; 0 is greedy.</param>
/// <param name="TopP">Nucleus; 1 is off.</param>
/// <param name="TopK">The k likeliest tokens; 0 is off.</param>
/// <param name="Seed">Seed of all draws.</param>
/// <param name="MaxTokens">Most tokens a completion; null is the problem's own limit, or what fits into the context.</param>
internal sealed record SamplingOptions(int Count, double Temperature, double TopP, int TopK, long Seed, int? MaxTokens);
