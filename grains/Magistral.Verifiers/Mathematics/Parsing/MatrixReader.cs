using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads matrix environments.</summary>
internal static class MatrixReader
{
    private const int MaxCells = 400;

    /// <summary>A matrix, or the determinant that bars stand for.</summary>
    public static Expression Read(TokenCursor cursor, AnswerReader answers)
    {
        using var level = cursor.Enter();
        var begin = cursor.Take();
        if (begin.Text is "cases" or "dcases" or "aligned" or "align" or "gathered" or "split") return System(begin.Text, cursor, answers);
        if (begin.Text is not ("matrix" or "pmatrix" or "bmatrix" or "Bmatrix" or "vmatrix" or "Vmatrix" or "smallmatrix" or "array"))
            throw new MathSyntaxException($"the environment {begin.Text}", begin.Position);
        var rows = new List<List<Expression>> { new() };
        while (!(cursor.Kind == TokenKind.EndEnvironment && cursor.Current.Text == begin.Text))
        {
            if (cursor.TryTake(TokenKind.RowBreak))
            {
                rows.Add([]);
                continue;
            }

            rows[^1].Add(answers.List());
            if (cursor.Kind is not (TokenKind.Ampersand or TokenKind.RowBreak or TokenKind.EndEnvironment)) throw cursor.Unexpected();
            cursor.TryTake(TokenKind.Ampersand);
        }

        cursor.Take();
        var matrix = Build(rows, begin.Position);
        return begin.Text is "vmatrix" ? new Determinant(matrix) : matrix;
    }

    /// <summary>Relations below each other: all of them hold.</summary>
    private static Expression System(string environment, TokenCursor cursor, AnswerReader answers)
    {
        var rows = new List<Expression>();
        while (!(cursor.Kind == TokenKind.EndEnvironment && cursor.Current.Text == environment))
        {
            if (cursor.TryTake(TokenKind.RowBreak)) continue;
            rows.Add(answers.List());
            cursor.TryTake(TokenKind.Comma);
            if (rows.Count > MaxCells || cursor.Kind is not (TokenKind.RowBreak or TokenKind.EndEnvironment)) throw cursor.Unexpected();
        }

        cursor.Take();
        return rows.Count == 1 ? rows[0] : new Listing(rows, Joiner.And);
    }

    private static Matrix Build(List<List<Expression>> rows, int position)
    {
        if (rows[^1].Count == 0) rows.RemoveAt(rows.Count - 1);   // a row break at the end
        var columns = rows.Count == 0 ? 0 : rows[0].Count;
        if (columns == 0 || rows.Any(row => row.Count != columns) || rows.Count * columns > MaxCells)
            throw new MathSyntaxException("a matrix whose rows differ in length", position);
        return new(rows.Count, columns, [.. rows.SelectMany(row => row)]);
    }
}
