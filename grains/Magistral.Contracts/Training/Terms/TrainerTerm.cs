namespace Magistral.Contracts.Training.Terms;

/// <summary>
/// One trainer's time in charge of a run. Each trainer that starts begins a higher term, and the books refuse whoever comes with a lower one: a process
/// that was frozen and taken for dead can write nothing when it wakes.
/// </summary>
/// <param name="Number">1 or more; 0 is before the first.</param>
[GenerateSerializer, Immutable, Alias("magistral.trainer-term")]
public readonly record struct TrainerTerm([property: Id(0)] int Number)
{
    /// <summary>The term to remember after a call of <paramref name="asked"/>.</summary>
    /// <param name="runId">The run, for the error.</param>
    /// <param name="asked">The caller's term.</param>
    /// <exception cref="TrainerSupersededException">A later trainer is in charge.</exception>
    public TrainerTerm Admit(string runId, TrainerTerm asked) => asked.Number < Number ? throw new TrainerSupersededException(runId, asked, this) : asked;

    /// <inheritdoc/>
    public override string ToString() => $"term {Number}";
}
