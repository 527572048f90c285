using Lingua;

namespace Magistral.Verifiers.Language;

/// <summary>Identifies languages by the frequency of groups of letters, with the models of the library Lingua.</summary>
/// <remarks>
/// The models lie in the folder <c>LanguageModels</c> beside the program. Each is read when it is first needed: texts of 120 letters or more use
/// groups of three letters alone, shorter ones groups of one to five.
/// </remarks>
internal sealed class LinguaIdentifier : ILanguageIdentifier
{
    private const string Folder = "LanguageModels";

    private readonly LanguageDetector detector;

    /// <exception cref="LanguageModelsMissingException">The folder of models is not there.</exception>
    public LinguaIdentifier()
    {
        var models = Path.Combine(AppContext.BaseDirectory, Folder);
        if (!Directory.Exists(models)) throw new LanguageModelsMissingException(models);
        detector = LanguageDetectorBuilder
            .FromLanguages(
                Lingua.Language.English, Lingua.Language.French, Lingua.Language.Spanish, Lingua.Language.Italian,
                Lingua.Language.German, Lingua.Language.Chinese, Lingua.Language.Russian)
            .WithLanguageModelsDirectory(models)
            .Build();
    }

    public ProseLanguage Identify(string prose) => detector.DetectLanguageOf(prose) switch
    {
        Lingua.Language.English => ProseLanguage.English,
        Lingua.Language.French => ProseLanguage.French,
        Lingua.Language.Spanish => ProseLanguage.Spanish,
        Lingua.Language.Italian => ProseLanguage.Italian,
        Lingua.Language.German => ProseLanguage.German,
        Lingua.Language.Chinese => ProseLanguage.Chinese,
        Lingua.Language.Russian => ProseLanguage.Russian,
        _ => ProseLanguage.Undetermined,
    };
}
