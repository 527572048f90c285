namespace Magistral.Silo.Hosting;

/// <summary>Writes back what a membership table has lost. A table's version only ever grows, so one that is behind what was seen of it has lost something.</summary>
/// <remarks>
/// The rows come first and the version last: silos ignore a table that is behind their own view, and end themselves at one that is ahead of it and does not
/// name them. Several may write at once; each write holds only for the version it was made for. Thread-safe.
/// </remarks>
internal static class MembershipRecovery
{
    private const int MostPauseMilliseconds = 20;

    /// <summary>Whether a table has lost what was seen of it.</summary>
    public static bool HasLost(MembershipTableData known, MembershipTableData seen) => seen.Version.Version < known.Version.Version;

    /// <summary>Writes back every row that is missing or behind, then the version.</summary>
    /// <param name="table">The table.</param>
    /// <param name="known">What was seen of it last.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many rows were written back here.</returns>
    public static async Task<int> RestoreAsync(IMembershipTable table, MembershipTableData known, CancellationToken cancellation)
    {
        for (var rows = 0; ;)
        {
            var seen = await table.ReadAllAsync(cancellation);
            var row = known.Members.Select(member => Behind(member.Item1, seen)).FirstOrDefault(behind => behind is not null);
            if (row is null && seen.Version.Version > known.Version.Version)
                return rows;
            var next = seen.Version.Next();
            var written = row is null
                ? await table.UpdateRowAsync(seen.Members[0].Item1, seen.Members[0].Item2, next, cancellation) // for the version alone
                : seen.TryGet(row.SiloAddress) is { } old
                    ? await table.UpdateRowAsync(row, old.Item2, next, cancellation)
                    : await table.InsertRowAsync(row, next, cancellation);
            if (written && row is not null)
                rows++;
            if (!written)
                await Task.Delay(Random.Shared.Next(MostPauseMilliseconds), cancellation); // another silo was faster
        }
    }

    /// <summary>What a row must become; null where the table is not behind. States only go forward, so that what is dead stays dead.</summary>
    private static MembershipEntry? Behind(MembershipEntry known, MembershipTableData seen) =>
        seen.TryGet(known.SiloAddress) is not { } row || row.Item1.Status < known.Status ? known : null;
}
