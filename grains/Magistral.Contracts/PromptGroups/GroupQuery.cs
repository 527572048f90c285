namespace Magistral.Contracts.PromptGroups;

/// <summary>A page of the groups that ended.</summary>
/// <param name="After">Number of the last group of the page before; null for the first page.</param>
/// <param name="NewestFirst">Whether they come by falling number.</param>
/// <param name="Most">Groups of a page, 1 or more.</param>
/// <param name="Phases">Phases to keep; empty keeps all.</param>
/// <param name="StageName">Name of the RL stage to keep; null keeps all.</param>
/// <param name="Issued">Groups the run has issued, as the queue tells: those that ended before there was an index are asked once.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-query")]
public sealed record GroupQuery(
    [property: Id(0)] int? After,
    [property: Id(1)] bool NewestFirst,
    [property: Id(2)] int Most,
    [property: Id(3)] IReadOnlyCollection<GroupPhase> Phases,
    [property: Id(4)] string? StageName,
    [property: Id(5)] int Issued);
