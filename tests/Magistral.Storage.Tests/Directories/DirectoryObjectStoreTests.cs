using Magistral.Contracts;
using Magistral.Grains.Storage;
using Magistral.Storage.Directories;
using Xunit;

namespace Magistral.Storage.Tests.Directories;

public sealed class DirectoryObjectStoreTests : ObjectStoreContract, IDisposable
{
    private static readonly StoreKey Key = new("a/b");
    private readonly TemporaryFolder folder = new();
    private DirectoryObjectStore store;

    public DirectoryObjectStoreTests() => store = DirectoryObjectStore.OpenExclusive(folder.Path, TimeProvider.System);

    protected override IObjectStore Store => store;

    private string FilePath => Path.Combine(folder.Path, "a", "b");

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Objects_and_versions_outlive_the_process()
    {
        var etag = await PutAsync(Key, "kept");
        Reopen();
        Assert.Equal("kept", await TextAsync(Key));
        await PutAsync(Key, "next", PutCondition.IfMatch(etag));
        Assert.Equal("next", await TextAsync(Key));
    }

    [Fact]
    public async Task Versions_go_on_when_the_clock_goes_back()
    {
        var etag = await PutAsync(Key, "future");
        store.Dispose();
        store = DirectoryObjectStore.OpenExclusive(folder.Path, new StoppedClock());
        var second = await PutAsync(Key, "past", PutCondition.IfMatch(etag));
        Assert.True(string.CompareOrdinal(second.Value, etag.Value) > 0, $"{second} follows {etag}");
        Assert.Equal(new ObjectHead(second, 4), await Store.HeadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_file_is_one_line_of_header_and_the_content()
    {
        var etag = await PutAsync(Key, "{}");
        var lines = await File.ReadAllLinesAsync(FilePath, Cancellation);
        Assert.StartsWith($"magistral1 {etag} 0000000000000002 ", lines[0], StringComparison.Ordinal);
        Assert.Equal("{}", lines[1]);
    }

    [Fact]
    public async Task Any_changed_byte_is_found_out()
    {
        await PutAsync(Key, "some content");
        var whole = await File.ReadAllBytesAsync(FilePath, Cancellation);
        for (var at = 0; at < whole.Length; at++)
        {
            if (at is >= 11 and < 27)
                continue;   // the version says nothing about the content
            var spoiled = whole.ToArray();
            spoiled[at] ^= 1;
            await File.WriteAllBytesAsync(FilePath, spoiled, Cancellation);
            await Assert.ThrowsAsync<ObjectCorruptedException>(async () => await Store.GetAsync(Key, Cancellation));
        }
    }

    [Fact]
    public async Task Any_cut_off_file_is_found_out()
    {
        await PutAsync(Key, "some content");
        var whole = await File.ReadAllBytesAsync(FilePath, Cancellation);
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], Cancellation);
            await Assert.ThrowsAsync<ObjectCorruptedException>(async () => await Store.GetAsync(Key, Cancellation));
            await Assert.ThrowsAsync<ObjectCorruptedException>(async () => await Store.GetRangeAsync(Key, 0, 1, Cancellation));
        }
    }

    [Fact]
    public async Task A_damaged_object_can_be_replaced_or_deleted()
    {
        await PutAsync(Key, "some content");
        await File.WriteAllTextAsync(FilePath, "junk", Cancellation);
        Reopen();
        await Assert.ThrowsAsync<ObjectCorruptedException>(() => PutAsync(Key, "x", PutCondition.IfAbsent));
        await PutAsync(Key, "whole again");
        Assert.Equal("whole again", await TextAsync(Key));
        await File.WriteAllTextAsync(FilePath, "junk", Cancellation);
        Assert.True(await Store.DeleteAsync(Key, null, Cancellation));
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_cleared()
    {
        var left = Path.Combine(folder.Path, ".staging", "7");
        await File.WriteAllTextAsync(left, "half", Cancellation);
        Assert.Empty(await KeysAsync(""));
        Reopen();
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_failed_put_leaves_no_file_behind()
    {
        await PutAsync(Key, "a");
        await Assert.ThrowsAsync<ETagMismatchException>(() => PutAsync(Key, "b", PutCondition.IfAbsent));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, ".staging")));
    }

    [Fact]
    public async Task Folders_without_objects_are_removed_and_made_again()
    {
        await PutAsync(new("x/y/z"), "a");
        await Store.DeleteAsync(new("x/y/z"), null, Cancellation);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "x")));
        await PutAsync(new("x/y/z"), "b");
        Assert.Equal("b", await TextAsync(new("x/y/z")));
    }

    [Fact]
    public async Task A_key_that_is_a_folder_already_is_refused()
    {
        await PutAsync(Key, "a");
        await Assert.ThrowsAnyAsync<MagistralException>(() => PutAsync(new("a"), "b"));
        await Assert.ThrowsAnyAsync<MagistralException>(() => PutAsync(new("a/b/c"), "b"));
        Assert.Equal("a", await TextAsync(Key));
    }

    [Fact]
    public async Task A_reader_beside_the_writer_sees_what_is_written_and_changes_nothing()
    {
        using var reader = DirectoryObjectStore.OpenReadOnly(folder.Path);
        Assert.Null(await reader.GetAsync(Key, Cancellation));
        var etag = await PutAsync(Key, "a");
        Assert.Equal(etag, (await reader.GetAsync(Key, Cancellation))?.ETag);
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () =>
            await reader.PutAsync(Key, new byte[1], PutCondition.None, durable: false, Cancellation));
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await reader.DeleteAsync(Key, null, Cancellation));
        Assert.Equal("a", await TextAsync(Key));
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_reads_as_empty_and_is_not_made()
    {
        var absent = Path.Combine(folder.Path, "absent");
        using var reader = DirectoryObjectStore.OpenReadOnly(absent);
        Assert.Null(await reader.GetAsync(Key, Cancellation));
        Assert.Empty(await reader.ListAsync("", Cancellation).ToListAsync(Cancellation));
        Assert.False(Directory.Exists(absent));
    }

    private void Reopen()
    {
        store.Dispose();
        store = DirectoryObjectStore.OpenExclusive(folder.Path, TimeProvider.System);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
