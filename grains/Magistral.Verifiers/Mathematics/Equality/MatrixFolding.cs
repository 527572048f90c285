using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Carries out sums and products of matrices, cell by cell, and small determinants.</summary>
internal static class MatrixFolding
{
    private const int LargestDeterminant = 5;
    private const int LargestProduct = 10;

    /// <summary>The expression with its matrix arithmetic done, as far as shapes allow.</summary>
    /// <exception cref="NoValueException">A determinant of something else than a small square matrix.</exception>
    public static Expression Fold(Expression expression)
    {
        if (!expression.Any(static node => node is Matrix or Determinant)) return expression;
        var children = ExpressionWalk.Children(expression);
        var folded = ExpressionWalk.WithChildren(expression, [.. children.Select(Fold)]);
        return folded switch
        {
            Determinant determinant => Evaluate(determinant),
            Negation { Operand: Matrix matrix } => Map(matrix, cell => new Negation(cell)),
            Quotient { Numerator: Matrix matrix } quotient when quotient.Denominator.IsScalar() =>
                Map(matrix, cell => new Quotient(cell, quotient.Denominator)),
            Sum sum when sum.Terms.All(term => term is Matrix) => Add([.. sum.Terms.Cast<Matrix>()]) ?? folded,
            Product product => Multiply(product) ?? folded,
            _ => folded,
        };
    }

    private static Matrix Map(Matrix matrix, Func<Expression, Expression> change) => matrix with { Cells = [.. matrix.Cells.Select(change)] };

    private static Matrix? Add(IReadOnlyList<Matrix> terms)
    {
        var first = terms[0];
        if (terms.Any(term => term.Rows != first.Rows || term.Columns != first.Columns)) return null;
        return first with { Cells = [.. first.Cells.Select((_, at) => new Sum([.. terms.Select(term => term.Cells[at])]))] };
    }

    private static Expression? Multiply(Product product)
    {
        Expression total = product.Factors[0];
        foreach (var factor in product.Factors.Skip(1))
        {
            if (Multiply(total, factor) is not { } next) return null;
            total = next;
        }

        return total;
    }

    private static Expression? Multiply(Expression left, Expression right) => (left, right) switch
    {
        (Matrix a, Matrix b) when a.Columns == b.Rows && a.Rows <= LargestProduct && a.Columns <= LargestProduct && b.Columns <= LargestProduct =>
            new Matrix(a.Rows, b.Columns, [.. from row in Enumerable.Range(0, a.Rows) from column in Enumerable.Range(0, b.Columns) select Cell(a, b, row, column)]),
        (Matrix, Matrix) => null,
        (Matrix a, _) when right.IsScalar() => Map(a, cell => new Product([cell, right])),
        (_, Matrix b) when left.IsScalar() => Map(b, cell => new Product([left, cell])),
        _ when left.IsScalar() && right.IsScalar() => new Product([left, right]),
        _ => null,
    };

    private static Sum Cell(Matrix a, Matrix b, int row, int column) =>
        new([.. Enumerable.Range(0, a.Columns).Select(k => new Product([a.Cells[row * a.Columns + k], b.Cells[k * b.Columns + column]]))]);

    private static Expression Evaluate(Determinant determinant)
    {
        var matrix = determinant.Operand as Matrix ?? (determinant.Operand is Bracketed { Open: '[' } brackets ? Plain(brackets) : null);
        if (matrix is null || matrix.Rows != matrix.Columns || matrix.Rows > LargestDeterminant) throw new NoValueException("a determinant of no small square matrix");
        return Laplace(matrix);
    }

    private static Matrix? Plain(Bracketed brackets) =>
        Assignments.Rows(brackets) is { } rows ? new(rows.Count, rows[0].Count, [.. rows.SelectMany(row => row)]) : null;

    private static Expression Laplace(Matrix matrix)
    {
        var size = matrix.Rows;
        if (size == 1) return matrix.Cells[0];
        var terms = new List<Expression>();
        for (var column = 0; column < size; column++)
        {
            var minor = new Matrix(size - 1, size - 1, [.. from row in Enumerable.Range(1, size - 1) from k in Enumerable.Range(0, size) where k != column select matrix.Cells[row * size + k]]);
            var term = new Product([matrix.Cells[column], Laplace(minor)]);
            terms.Add(column % 2 == 0 ? term : new Negation(term));
        }

        return new Sum(terms);
    }
}
