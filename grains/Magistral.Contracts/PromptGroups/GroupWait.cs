namespace Magistral.Contracts.PromptGroups;

/// <summary>What an open group waits for, and on whom.</summary>
/// <param name="For">What for.</param>
/// <param name="Owner">Whose turn it is; empty when nobody took it yet.</param>
/// <param name="Since">Since when.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-wait")]
public sealed record GroupWait([property: Id(0)] WaitKind For, [property: Id(1)] string Owner, [property: Id(2)] DateTimeOffset Since);
