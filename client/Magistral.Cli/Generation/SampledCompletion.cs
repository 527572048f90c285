namespace Magistral.Cli.Generation;

/// <summary>A completion of a prompt.</summary>
/// <param name="Text">As text, without the end-of-text token.</param>
/// <param name="Tokens">Tokens, the end-of-text token included.</param>
/// <param name="LogProb">Sum of the log-probabilities of its tokens, in nats, under the distribution it was drawn from.</param>
/// <param name="CutOff">Whether it was cut off at its greatest length.</param>
internal sealed record SampledCompletion(string Text, int Tokens, double LogProb, bool CutOff);
