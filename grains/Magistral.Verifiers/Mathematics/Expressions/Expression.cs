namespace Magistral.Verifiers.Mathematics.Expressions;

/// <summary>What an answer says, as a tree: values first, then the structures that hold values.</summary>
internal abstract record Expression;

internal sealed record Number(Rational Value) : Expression;

internal sealed record Constant(ConstantKind Kind) : Expression;

/// <summary>A name with its subscript and primes, such as `x_1` or `theta`.</summary>
internal sealed record Symbol(string Name) : Expression;

internal sealed record Negation(Expression Operand) : Expression;

/// <summary>± or ∓ in front of a term: two values in one expression.</summary>
internal sealed record PlusMinus(Expression Operand, bool MinusFirst) : Expression;

internal sealed record Sum(IReadOnlyList<Expression> Terms) : Expression;

internal sealed record Product(IReadOnlyList<Expression> Factors) : Expression;

internal sealed record Quotient(Expression Numerator, Expression Denominator) : Expression;

internal sealed record Power(Expression Base, Expression Exponent) : Expression;

internal sealed record Root(Expression Radicand, Expression Index) : Expression;

internal sealed record Function(FunctionKind Kind, Expression Argument) : Expression;

/// <summary>A function of several values, such as gcd(12, 18).</summary>
internal sealed record ManyFunction(ManyKind Kind, IReadOnlyList<Expression> Arguments) : Expression;

/// <summary>A logarithm; its base is null where none is written, which may mean e or 10.</summary>
internal sealed record Logarithm(Expression Argument, Expression? Base) : Expression;

internal sealed record Binomial(Expression Upper, Expression Lower) : Expression;

/// <summary>A sum or product of a body over the whole numbers of a range, which binds a name.</summary>
internal sealed record Series(bool IsProduct, string Name, Expression Lower, Expression Upper, Expression Body) : Expression;

/// <summary>The integral of a body between bounds, which binds a name.</summary>
internal sealed record Integral(string Name, Expression Lower, Expression Upper, Expression Body) : Expression;

/// <summary>The limit of a body as a name tends to a target, from below (−1), from above (1) or from both sides (0).</summary>
internal sealed record Limit(string Name, Expression Target, int Side, Expression Body) : Expression;

/// <summary>A function that is only named, such as f(x).</summary>
internal sealed record Call(string Name, IReadOnlyList<Expression> Arguments) : Expression;

/// <summary>A number of degrees: a unit that is dropped, except inside a trigonometric function.</summary>
internal sealed record Degrees(Expression Operand) : Expression;

/// <summary>A matrix with its cells row by row, Rows × Columns.</summary>
internal sealed record Matrix(int Rows, int Columns, IReadOnlyList<Expression> Cells) : Expression;

/// <summary>The determinant of a matrix, or of what becomes one when it is carried out.</summary>
internal sealed record Determinant(Expression Operand) : Expression;

/// <summary>A tuple, interval, vector or set, by its brackets.</summary>
/// <remarks>Open is one of `( [ {`, `&lt;`, `:` (a ratio of three or more) and `m` (something, modulo something), Close its counterpart; intervals mix round and square.</remarks>
internal sealed record Bracketed(char Open, char Close, IReadOnlyList<Expression> Items) : Expression
{
    public bool IsSet => Open == '{';
}

/// <summary>Several answers without brackets.</summary>
internal sealed record Listing(IReadOnlyList<Expression> Items, Joiner Joiner) : Expression;

/// <summary>A chain such as `-1 &lt; x ≤ 4`, with one side more than kinds.</summary>
internal sealed record Relation(IReadOnlyList<Expression> Sides, IReadOnlyList<RelationKind> Kinds) : Expression;

internal sealed record SetOperation(SetOperationKind Kind, Expression Left, Expression Right) : Expression;

/// <summary>What a body says for all numbers of a domain, such as 5k + 2 for all integers k. Only the outermost node is one.</summary>
internal sealed record Quantified(Expression Body, IReadOnlyList<string> Names, string Domain) : Expression;

/// <summary>The set of real numbers.</summary>
internal sealed record RealLine : Expression;

/// <summary>An answer in words, normalised.</summary>
internal sealed record Words(string Text) : Expression;

internal enum ConstantKind
{
    Pi,
    E,
    ImaginaryUnit,
    Infinity,
}

internal enum FunctionKind
{
    Sin, Cos, Tan, Cot, Sec, Csc,
    Arcsin, Arccos, Arctan,
    Sinh, Cosh, Tanh,
    Ln, Absolute, Floor, Ceiling, Factorial,
    RealPart, ImaginaryPart, Conjugate,
}

internal enum ManyKind
{
    GreatestDivisor,
    LeastMultiple,
    Minimum,
    Maximum,

    /// <summary>The remainder of the first by the second, from 0 on.</summary>
    Remainder,
}

internal enum Joiner
{
    Comma,
    And,
    Or,
}

internal enum RelationKind
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Approximately,
    ElementOf,
    NotElementOf,
}

internal enum SetOperationKind
{
    Union,
    Intersection,
    Difference,
}
