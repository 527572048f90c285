namespace Magistral.Verifiers.Language;

/// <summary>Tells in which language a piece of prose is written. Thread-safe.</summary>
public interface ILanguageIdentifier
{
    /// <summary>The most likely language, or <see cref="ProseLanguage.Undetermined"/> when it is written in none of them.</summary>
    /// <param name="prose">Words without formulas and code, a few hundred characters at most.</param>
    ProseLanguage Identify(string prose);
}
