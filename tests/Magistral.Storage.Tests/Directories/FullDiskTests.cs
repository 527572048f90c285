using System.Diagnostics;
using Magistral.Grains.Storage;
using Magistral.Storage.Directories;
using Xunit;

namespace Magistral.Storage.Tests.Directories;

public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private bool mounted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (mounted)
            Run("umount", folder.Path);
        folder.Dispose();
    }

    [Fact]
    public async Task A_full_disk_is_told_and_loses_nothing()
    {
        MountOneMegabyte();
        using var store = DirectoryObjectStore.OpenExclusive(folder.Path, TimeProvider.System);
        var stored = 0;
        await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            for (; ; stored++)
                await PutAsync(store, stored);
        });
        Assert.InRange(stored, 1, 15);
        await Assert.ThrowsAsync<StorageFullException>(async () =>
            await store.PutAsync(new("stream"), new MemoryStream(new byte[1 << 20]), PutCondition.None, durable: true, Cancellation));
        for (var index = 0; index < stored; index++)
            Assert.Equal(65_000, (await store.GetAsync(new($"object/{index}"), Cancellation))?.Content.Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, ".staging")));

        await store.DeleteAsync(new("object/0"), null, Cancellation);
        await PutAsync(store, 0);
    }

    private static async Task PutAsync(DirectoryObjectStore store, int index) =>
        await store.PutAsync(new($"object/{index}"), new byte[65_000], PutCondition.None, durable: false, Cancellation);

    private void MountOneMegabyte()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a small disk is made with Linux' tmpfs");
        mounted = Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Path);
        Assert.SkipUnless(mounted, "a small disk can be mounted by root alone");
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
