namespace Magistral.Verifiers.Language;

/// <summary>The languages of the method, and none of them. arXiv 2506.10910 §2.2.</summary>
public enum ProseLanguage
{
    /// <summary>Too little prose, or prose of a script that none of the languages is written in.</summary>
    Undetermined,

    /// <summary>English.</summary>
    English,

    /// <summary>French.</summary>
    French,

    /// <summary>Spanish.</summary>
    Spanish,

    /// <summary>Italian.</summary>
    Italian,

    /// <summary>German.</summary>
    German,

    /// <summary>Chinese.</summary>
    Chinese,

    /// <summary>Russian.</summary>
    Russian,
}
