namespace Magistral.Verifiers.Code.Programs;

/// <summary>The languages whose programs are run.</summary>
public enum CodeLanguage
{
    /// <summary>Python 3, the system's interpreter with its standard library.</summary>
    Python,

    /// <summary>C++20, the system's g++ with `-O2`.</summary>
    Cpp,
}
