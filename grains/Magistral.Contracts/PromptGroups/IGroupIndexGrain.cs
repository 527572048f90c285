using Magistral.Contracts.Security;

namespace Magistral.Contracts.PromptGroups;

/// <summary>The index of a run's groups that ended: lists and filters read it, and no group is asked. Key: the run id.</summary>
/// <remarks>Calls may be repeated: a group is entered once.</remarks>
[Alias("magistral.group-index")]
public interface IGroupIndexGrain : IGrainWithStringKey
{
    /// <summary>Enters groups that ended. It is called before the queue counts them as ended, so that none is ever missing.</summary>
    [Alias("add")]
    Task AddAsync(IReadOnlyList<GroupSummary> groups, CancellationToken cancellation);

    /// <summary>A page of them; fewer than asked for at the end.</summary>
    [Alias("list"), ForClients(ClientAccess.Run)]
    Task<IReadOnlyList<GroupSummary>> ListAsync(GroupQuery query, CancellationToken cancellation);
}
