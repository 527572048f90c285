using System.Globalization;
using System.Text;
using Magistral.Storage.Directories;
using Xunit;

namespace Magistral.Storage.Tests.Directories;

public sealed class KilledProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_a_killed_process_was_told_is_stored_is_there_and_whole()
    {
        for (var life = 0; life < 3; life++)
        {
            using (var writer = await WritingProcess.StartAsync(folder.Path, Cancellation))
                writer.Kill();
            using var store = DirectoryObjectStore.OpenExclusive(folder.Path, TimeProvider.System);
            var acknowledged = LastAcknowledged();
            for (var index = 0; index < WritingProcess.Counters; index++)
            {
                var got = await store.GetAsync(WritingProcess.Counter(index), Cancellation);
                Assert.NotNull(got);
                var round = int.Parse(Encoding.ASCII.GetString(got.Content.Span).Split(' ')[0], CultureInfo.InvariantCulture);
                Assert.True(got.Content.Span.SequenceEqual(WritingProcess.Content(round)), $"counter {index} mixes two rounds");
                Assert.True(round >= acknowledged, $"counter {index} fell back to {round} from {acknowledged}");
            }
            Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, ".staging")));
            foreach (var entry in await store.ListAsync("", Cancellation).ToListAsync(Cancellation))
                await store.DeleteAsync(entry.Key, null, Cancellation);
        }
    }

    [Fact]
    public async Task A_directory_that_another_process_writes_is_refused_with_its_id()
    {
        using var writer = await WritingProcess.StartAsync(folder.Path, Cancellation);
        var error = Assert.Throws<DataDirectoryInUseException>(() => DirectoryObjectStore.OpenExclusive(folder.Path, TimeProvider.System));
        Assert.Equal((folder.Path, writer.Id), (error.DataDirectory, error.ProcessId));
        Assert.Contains($"process {writer.Id}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_beside_a_busy_process_sees_whole_objects_alone()
    {
        using var writer = await WritingProcess.StartAsync(folder.Path, Cancellation);
        using var reader = DirectoryObjectStore.OpenReadOnly(folder.Path);
        for (var i = 0; i < 2000; i++)
        {
            var got = await reader.GetAsync(WritingProcess.Counter(i % WritingProcess.Counters), Cancellation);
            Assert.NotNull(got);
            Assert.Equal(0, got.Content.Span[^1] is (byte)'x' or (byte)' ' ? 0 : 1);
        }
    }

    private int LastAcknowledged()
    {
        var bytes = File.ReadAllBytes(WritingProcess.AcknowledgedPath(folder.Path));
        return bytes.Length < sizeof(int) ? 0 : BitConverter.ToInt32(bytes, (bytes.Length / sizeof(int) - 1) * sizeof(int));
    }
}
