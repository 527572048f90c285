namespace Magistral.Verifiers.Language;

/// <summary>Classifies texts by language, and tells whether the parts of a response share one.</summary>
/// <remarks>
/// arXiv 2506.10910 §2.2: formulas and code are stripped, the rest is classified. Long texts are judged by at most eight passages spread over
/// them. A text is undetermined when it has fewer than ten letters in words of two letters or more, names of functions left out and an ideograph
/// counted as three, or when none of the method's languages uses its script. Thread-safe. The identifier is made when the first text needs it.
/// </remarks>
public sealed class LanguageVerifier
{
    private const int PassageLetters = 300;
    private const int MostPassages = 8;
    private const int LeastWeight = 10;

    private readonly Lazy<ILanguageIdentifier> identifier;

    /// <summary>A verifier with an identifier of its own.</summary>
    /// <param name="create">Makes the identifier; called once at most.</param>
    public LanguageVerifier(Func<ILanguageIdentifier> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        identifier = new(create);
    }

    /// <summary>The verifier of this process.</summary>
    public static LanguageVerifier Shared { get; } = new(static () => new LinguaIdentifier());

    /// <summary>The language of a text of any length and content.</summary>
    /// <exception cref="LanguageModelsMissingException">The models are not beside the program.</exception>
    public LanguageFinding Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var prose = ProseText.Of(text);
        if (prose.Weight < LeastWeight) return LanguageFinding.Undetermined;
        var weights = new Dictionary<ProseLanguage, int>();
        foreach (var passage in Passages(prose.Text))
        {
            var language = identifier.Value.Identify(passage);
            weights[language] = weights.GetValueOrDefault(language) + ProseText.WeightOf(passage);
        }
        var most = weights.MaxBy(pair => pair.Value);
        return most.Key == ProseLanguage.Undetermined ? LanguageFinding.Undetermined : new(most.Key, most.Value / (double)weights.Values.Sum());
    }

    /// <summary>Whether problem, thoughts and answer are written in the same language.</summary>
    /// <param name="problem">The problem as the model saw it.</param>
    /// <param name="thoughts">The part between the think tags.</param>
    /// <param name="answer">The part after them.</param>
    /// <returns>
    /// True when all parts that can be classified agree, false when two differ or the thoughts or the answer are mixed. A part that is undetermined,
    /// such as an answer that is a box alone, neither agrees nor disagrees; with fewer than two others there is nothing to compare: null, which is no reward.
    /// </returns>
    /// <exception cref="LanguageModelsMissingException">The models are not beside the program.</exception>
    public bool? Agree(string problem, string thoughts, string answer)
    {
        LanguageFinding[] parts = [Classify(problem), Classify(thoughts), Classify(answer)];
        if (parts[1].IsMixed || parts[2].IsMixed) return false;
        var known = parts.Select(part => part.Language).Where(language => language != ProseLanguage.Undetermined).ToList();
        return known.Count < 2 ? null : known.Distinct().Count() == 1;
    }

    /// <summary>The whole of a short prose, or passages of a long one at even distances.</summary>
    private static IEnumerable<string> Passages(string prose)
    {
        var count = Math.Clamp(prose.Length / PassageLetters, 1, MostPassages);
        for (var i = 0; i < count; i++)
        {
            var start = (int)((long)prose.Length * i / count);
            var length = prose.Length < MostPassages * PassageLetters ? (int)((long)prose.Length * (i + 1) / count) - start : PassageLetters;
            yield return prose.Substring(start, length);
        }
    }
}
