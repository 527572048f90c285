namespace Magistral.Contracts.Training.Terms;

/// <summary>A trainer called that is no longer in charge of its run.</summary>
/// <param name="runId">The run.</param>
/// <param name="asked">The caller's term.</param>
/// <param name="current">The term of the trainer in charge.</param>
[GenerateSerializer, Alias("magistral.trainer-superseded")]
public sealed class TrainerSupersededException(string runId, TrainerTerm asked, TrainerTerm current) : MagistralException(
    $"the trainer of {asked} of run {runId} is no longer in charge, {current} is", "nothing is to be done: the later trainer goes on from the last checkpoint");
