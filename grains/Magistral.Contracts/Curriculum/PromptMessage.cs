namespace Magistral.Contracts.Curriculum;

/// <summary>One message of a conversation that a problem asks to continue.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>; others where the model's chat template knows them.</param>
/// <param name="Content">What is said.</param>
[GenerateSerializer, Immutable, Alias("magistral.prompt-message")]
public sealed record PromptMessage([property: Id(0)] string Role, [property: Id(1)] string Content);
