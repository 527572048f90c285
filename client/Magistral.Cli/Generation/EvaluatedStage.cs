namespace Magistral.Cli.Generation;

/// <summary>How a model did on the problems of one stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Problems">Its problems.</param>
/// <param name="PassAt1">Mean share of right completions.</param>
/// <param name="StandardError">Of that, over problems.</param>
/// <param name="PassAtK">Chance that one of k completions is right, by k.</param>
/// <param name="MajorityAtN">Share of problems whose most frequent answer is right.</param>
/// <param name="FormatShare">Share of completions that pass the format gate.</param>
/// <param name="LengthMeanTokens">Mean length of a completion.</param>
/// <param name="CutOffShare">Share of completions cut off at their greatest length.</param>
internal sealed record EvaluatedStage(
    string Stage, int Problems, double PassAt1, double StandardError, IReadOnlyDictionary<int, double> PassAtK, double MajorityAtN,
    double FormatShare, double LengthMeanTokens, double CutOffShare);
