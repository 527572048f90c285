using System.Collections.Frozen;
using System.Text;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Takes units behind values, and remembers them.</summary>
internal sealed class UnitPhrases(TokenCursor cursor)
{
    private const int MostWords = 5;

    private static readonly FrozenSet<string> ValueWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "half", "halves", "quarter", "quarters", "third", "thirds", "hundred", "thousand", "million", "billion", "trillion", "more", "less", "fewer", "least", "most",
        "than", "over", "under", "above", "below", "negative", "positive", "minus", "plus", "times", "squared", "cubed", "factorial", "root", "power", "twice", "double",
        "triple", "divided", "multiplied", "by", "to", "from", "and", "or", "not", "no", "if", "when", "where", "for", "is", "are", "was", "isn't", "except", "only",
        "without", "remainder", "mod", "modulo", "wrong", "incorrect", "false", "undefined", "approximately", "about", "almost", "nearly", "choose", "into", "other");

    private readonly HashSet<string> phrases = [];

    /// <summary>The unit of the answer when there is exactly one.</summary>
    public string? Single => phrases.Count == 1 ? phrases.First() : null;

    public bool IsNext => cursor.Kind is TokenKind.Word or TokenKind.Text;

    /// <summary>Takes the unit behind a value.</summary>
    /// <exception cref="MathSyntaxException">The value holds symbols and the words are no unit: they may change what it says.</exception>
    public void Take(Expression value)
    {
        var start = cursor.Current.Position;
        var phrase = new StringBuilder();
        while (IsNext || (phrase.Length > 0 && cursor.Kind is TokenKind.Caret or TokenKind.Divide && Continues()))
        {
            if (phrase.Length > 0 && cursor.Current.SpaceBefore) phrase.Append(' ');
            var token = cursor.Take();
            if (token.Kind == TokenKind.Caret) phrase.Append('^').Append(Exponent());
            else if (token.Kind == TokenKind.Divide) phrase.Append('/');
            else phrase.Append(token.Text);
        }

        var unit = Units.Normalise(phrase.ToString());
        if (unit is null && !value.IsConstant()) throw new MathSyntaxException("words behind a formula", start);
        if (unit is null && ChangesValue(phrase.ToString())) throw new MathSyntaxException("words that change a value", start);
        if (unit is not null) phrases.Add(unit);
    }

    /// <summary>Whether unknown words may say more than what is counted: such as in `5 or more`, `5 and a half`, `5 squared`.</summary>
    private static bool ChangesValue(string phrase)
    {
        var words = phrase.Split([' ', '-', '~', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > MostWords || words.Any(word => ValueWords.Contains(word));
    }

    private bool Continues() => cursor.Kind == TokenKind.Divide
        ? cursor.Peek().Kind is TokenKind.Word or TokenKind.Text
        : cursor.Peek().Kind is TokenKind.Number or TokenKind.OpenBrace;

    private string Exponent()
    {
        if (cursor.Kind == TokenKind.Number) return cursor.Take().Text;
        cursor.Expect(TokenKind.OpenBrace);
        var sign = cursor.TryTake(TokenKind.Minus) ? "-" : "";
        var text = sign + (cursor.Kind == TokenKind.Number ? cursor.Take().Text : throw cursor.Unexpected());
        cursor.Expect(TokenKind.CloseBrace);
        return text;
    }
}
