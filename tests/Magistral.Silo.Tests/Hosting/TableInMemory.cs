namespace Magistral.Silo.Tests.Hosting;

/// <summary>A membership table whose writes hold only for the version they were made for.</summary>
internal sealed class TableInMemory : IMembershipTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<SiloAddress, MembershipEntry> rows = [];

    /// <summary>Every state it was in.</summary>
    public List<(int Version, int Rows)> Versions { get; } = [];

    public TableVersion Version { get; private set; } = new(0, "0");

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAll();

    public Task<MembershipTableData> ReadAll()
    {
        lock (gate)
            return Task.FromResult(new MembershipTableData([.. rows.Values.Select(row => Tuple.Create(row, Version.VersionEtag))], Version));
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Task.FromResult(Write(entry, tableVersion, isThere: false));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Task.FromResult(Write(entry, tableVersion, isThere: true));

    public Task UpdateIAmAlive(MembershipEntry entry) => Task.CompletedTask;

    private bool Write(MembershipEntry entry, TableVersion next, bool isThere)
    {
        lock (gate)
        {
            if (next.VersionEtag != Version.VersionEtag || rows.ContainsKey(entry.SiloAddress) != isThere)
                return false;
            rows[entry.SiloAddress] = entry;
            Version = new(next.Version, $"{next.Version}");
            Versions.Add((next.Version, rows.Count));
            return true;
        }
    }
}
