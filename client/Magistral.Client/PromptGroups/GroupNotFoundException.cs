using Magistral.Contracts;

namespace Magistral.Client.PromptGroups;

/// <summary>A run has no group of that number.</summary>
/// <param name="number">The number asked for.</param>
/// <param name="issued">Groups the run has issued.</param>
public sealed class GroupNotFoundException(int number, int issued) : MagistralException(
    $"there is no group {number}", issued == 0 ? "the run has issued no groups yet" : $"the run's groups are 1 to {issued}");
