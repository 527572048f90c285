using System.Collections.Frozen;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Which runs of plain letters are functions, units or words rather than products of symbols.</summary>
internal static class Vocabulary
{
    /// <summary>Functions as written without a backslash, and their names.</summary>
    public static FrozenDictionary<string, string> Functions { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sin"] = "sin", ["cos"] = "cos", ["tan"] = "tan", ["cot"] = "cot", ["sec"] = "sec", ["csc"] = "csc", ["cosec"] = "csc", ["ln"] = "ln",
        ["log"] = "log", ["lg"] = "lg", ["exp"] = "exp", ["arcsin"] = "arcsin", ["arccos"] = "arccos", ["arctan"] = "arctan", ["asin"] = "arcsin",
        ["acos"] = "arccos", ["atan"] = "arctan", ["sinh"] = "sinh", ["cosh"] = "cosh", ["tanh"] = "tanh", ["coth"] = "coth", ["sech"] = "sech", ["csch"] = "csch", ["cis"] = "cis", ["abs"] = "abs", ["floor"] = "floor",
        ["ceil"] = "ceil", ["arcctg"] = "arccot", ["tg"] = "tan", ["ctg"] = "cot",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words that multiply the number before them.</summary>
    public static FrozenDictionary<string, string> Multipliers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["hundred"] = "100", ["thousand"] = "1000", ["million"] = "1000000", ["billion"] = "1000000000", ["trillion"] = "1000000000000",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ShortWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "no", "yes", "odd", "even", "all", "any", "not", "the", "one", "two", "six", "ten", "is", "of", "to", "at", "it", "on", "if", "do", "we", "by", "as",
        "for", "has", "can", "are", "was", "nor", "but", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "red", "tie", "win", "only", "true", "null", "so");

    /// <summary>Whether a run of two letters or more is a word, whatever stands before it.</summary>
    public static bool IsWord(ReadOnlySpan<char> run) =>
        run.Length >= 2 && (ShortWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(run) || Units.IsKnown(run));
}
