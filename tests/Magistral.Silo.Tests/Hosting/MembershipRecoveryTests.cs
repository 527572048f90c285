using System.Net;
using Magistral.Silo.Hosting;
using Xunit;

namespace Magistral.Silo.Tests.Hosting;

public sealed class MembershipRecoveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_table_has_every_row_again_the_dead_as_dead_and_a_version_that_nobody_has_seen()
    {
        var table = new TableInMemory();
        var known = Known(version: 40, Row(1, SiloStatus.Active), Row(2, SiloStatus.Dead), Row(3, SiloStatus.Joining));
        Assert.Equal(3, await MembershipRecovery.RestoreAsync(table, known, Cancellation));
        var seen = await table.ReadAll();
        Assert.Equal(41, seen.Version.Version);
        Assert.Equal([SiloStatus.Active, SiloStatus.Dead, SiloStatus.Joining], new[] { 1, 2, 3 }.Select(silo => seen.TryGet(Address(silo))!.Item1.Status));
        Assert.All(table.Versions, seenAt => Assert.True(seenAt.Rows == 3 || seenAt.Version <= 40)); // a silo ends itself at a later table without it
    }

    [Fact]
    public async Task What_goes_on_in_the_table_meanwhile_stays_and_no_state_goes_back()
    {
        var table = new TableInMemory();
        await table.InsertRow(Row(1, SiloStatus.Dead), table.Version.Next());
        await table.InsertRow(Row(9, SiloStatus.Active), table.Version.Next());
        await MembershipRecovery.RestoreAsync(table, Known(version: 5, Row(1, SiloStatus.Active), Row(2, SiloStatus.Active)), Cancellation);
        var seen = await table.ReadAll();
        Assert.Equal(SiloStatus.Dead, seen.TryGet(Address(1))!.Item1.Status);
        Assert.Equal(SiloStatus.Active, seen.TryGet(Address(2))!.Item1.Status);
        Assert.Equal(SiloStatus.Active, seen.TryGet(Address(9))!.Item1.Status);
    }

    [Fact]
    public async Task Many_silos_at_once_write_one_table()
    {
        var table = new TableInMemory();
        var known = Known(version: 100, [.. Enumerable.Range(1, 8).Select(silo => Row(silo, SiloStatus.Active))]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MembershipRecovery.RestoreAsync(table, known, Cancellation))));
        var seen = await table.ReadAll();
        Assert.Equal(8, seen.Members.Count);
        Assert.Equal(101, seen.Version.Version);
    }

    private static SiloAddress Address(int silo) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1000 + silo), 1);

    private static MembershipEntry Row(int silo, SiloStatus status) => new() { SiloAddress = Address(silo), Status = status, SiloName = $"silo-{silo}", ProxyPort = 2000 + silo };

    private static MembershipTableData Known(int version, params MembershipEntry[] rows) =>
        new([.. rows.Select(row => Tuple.Create(row, $"{version}"))], new TableVersion(version, $"{version}"));
}
