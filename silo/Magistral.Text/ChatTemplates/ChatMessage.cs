namespace Magistral.Text.ChatTemplates;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks: `system`, `user` or `assistant`; others where the template knows them.</param>
/// <param name="Content">What is said.</param>
public sealed record ChatMessage(string Role, string Content);
