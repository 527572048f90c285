namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>A piece of an answer. Text holds the digits of a number, the name of a symbol or function, the content of a text.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, bool SpaceBefore);

internal enum TokenKind
{
    End,
    Number, VulgarFraction, Name, Function, Command,
    Word, Text,
    Plus, Minus, PlusMinus, MinusPlus, Times, Divide, Caret, Underscore, Bang, Percent, Degree, Prime,
    OpenRound, CloseRound, OpenSquare, CloseSquare, OpenBrace, CloseBrace, OpenSet, CloseSet, OpenAngle, CloseAngle,
    Bar, OpenAbsolute, CloseAbsolute, OpenFloor, CloseFloor, OpenCeiling, CloseCeiling,
    Comma, Semicolon, Colon, SuchThat, Arrow, And, Or,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Approximately, ElementOf, NotElementOf,
    Union, Intersection, Difference,
    Begin, EndEnvironment, Ampersand, RowBreak,
}
