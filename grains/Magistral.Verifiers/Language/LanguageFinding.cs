namespace Magistral.Verifiers.Language;

/// <summary>The language of a text.</summary>
/// <param name="Language">The one in which most of its prose is written.</param>
/// <param name="Share">The part of the prose that is written in it, 0..1; 0 when it is undetermined.</param>
public readonly record struct LanguageFinding(ProseLanguage Language, double Share)
{
    /// <summary>Above this share a text counts as written in one language; foreign terms and quotations remain below the rest.</summary>
    public const double LeastShare = 0.7;

    /// <summary>Nothing is known.</summary>
    public static LanguageFinding Undetermined => new(ProseLanguage.Undetermined, 0);

    /// <summary>Whether the text changes its language on the way.</summary>
    public bool IsMixed => Language != ProseLanguage.Undetermined && Share < LeastShare;
}
