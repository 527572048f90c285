namespace Magistral.Verifiers.Language;

/// <summary>How languages are spelt in files.</summary>
public static class ProseLanguages
{
    /// <summary>The code of ISO 639-1, such as `fr`, or `undetermined`.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the languages.</exception>
    public static string Code(ProseLanguage language) => language switch
    {
        ProseLanguage.Undetermined => "undetermined",
        ProseLanguage.English => "en",
        ProseLanguage.French => "fr",
        ProseLanguage.Spanish => "es",
        ProseLanguage.Italian => "it",
        ProseLanguage.German => "de",
        ProseLanguage.Chinese => "zh",
        ProseLanguage.Russian => "ru",
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "use one of the languages"),
    };
}
