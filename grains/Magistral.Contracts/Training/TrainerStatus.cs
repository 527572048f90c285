namespace Magistral.Contracts.Training;

/// <summary>What a trainer is doing and what it has to say about a failure.</summary>
/// <param name="Activity">What it does.</param>
/// <param name="Failure">What failed and how to mend it, one line; empty unless it failed.</param>
/// <param name="Supervised">Progress of the supervised stage; null outside it.</param>
[GenerateSerializer, Immutable, Alias("magistral.trainer-status")]
public sealed record TrainerStatus(
    [property: Id(0)] TrainerActivity Activity,
    [property: Id(1)] string Failure,
    [property: Id(2)] SupervisedProgress? Supervised);
