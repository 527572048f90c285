namespace Magistral.Contracts.PromptGroups;

/// <summary>A prompt group was asked to end in a second way.</summary>
[GenerateSerializer, Alias("magistral.group-already-ended")]
public sealed class GroupAlreadyEndedException(string group, GroupEnd was, GroupEnd asked) : MagistralException(
    $"prompt group {group} cannot end as {asked.Phase}, it ended as {was.Phase} before", "read the group again: the first end stands");
