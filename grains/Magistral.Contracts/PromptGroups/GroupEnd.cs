namespace Magistral.Contracts.PromptGroups;

/// <summary>The one end of a prompt group.</summary>
/// <param name="Phase">A terminal phase.</param>
/// <param name="Reason">Why, for people; empty for <see cref="GroupPhase.Trained"/>.</param>
/// <param name="Step">The update that trained it; null for other ends.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-end")]
public sealed record GroupEnd([property: Id(0)] GroupPhase Phase, [property: Id(1)] string Reason, [property: Id(2)] int? Step = null)
{
    /// <summary>Reason of a group without signal whose completions are all right.</summary>
    public const string AllRight = "all right";

    /// <summary>Reason of a group without signal whose completions are all wrong.</summary>
    public const string AllWrong = "all wrong";

    /// <summary>Reason of a group without signal that is neither.</summary>
    public const string AllEqual = "all equal";

    /// <summary>The end of a group trained at a step.</summary>
    public static GroupEnd TrainedAt(int step) => new(GroupPhase.Trained, "", step);
}
