namespace Magistral.Verifiers.Code.Programs;

/// <summary>Reads language tags.</summary>
public static class CodeLanguages
{
    /// <summary>The language that a tag of a fenced block or a row names, in any letter case; null when no verifier runs it.</summary>
    /// <param name="tag">A tag such as `python`, `py`, `cpp` or `c++`.</param>
    public static CodeLanguage? Read(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return tag.ToLowerInvariant() switch
        {
            "python" or "py" or "python3" or "py3" => CodeLanguage.Python,
            "cpp" or "c++" or "cc" or "cxx" or "cpp20" or "c++20" or "cpp17" or "c++17" => CodeLanguage.Cpp,
            _ => null,
        };
    }
}
