using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>An answer as it was read.</summary>
/// <param name="Expression">What it says.</param>
/// <param name="Unit">The one unit written in it, or null when there is none or several.</param>
internal sealed record Answer(Expression Expression, string? Unit);
