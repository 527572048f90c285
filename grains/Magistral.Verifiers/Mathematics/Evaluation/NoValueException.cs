namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>An expression has no value here: undefined, beyond the limits of effort, or no number. Caught within the verifier.</summary>
internal sealed class NoValueException(string reason) : Exception(reason);
