using Magistral.Grains.Storage;
using Magistral.Storage.Directories;
using Xunit;

namespace Magistral.Storage.Tests.Directories;

/// <summary>What <see cref="WritingProcess"/> runs.</summary>
public sealed class WritingProcessProgram
{
    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(WritingProcess.FolderVariable);
        Assert.SkipWhen(folder is null, "another test starts this one in a process of its own");
        using var store = DirectoryObjectStore.OpenExclusive(folder, TimeProvider.System);
        await using var acknowledged = new FileStream(WritingProcess.AcknowledgedPath(folder), FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (var round = 1; ; round++)
        {
            for (var index = 0; index < WritingProcess.Counters; index++)
                await store.PutAsync(WritingProcess.Counter(index), WritingProcess.Content(round), PutCondition.None, durable: false, TestContext.Current.CancellationToken);
            acknowledged.Write(BitConverter.GetBytes(round));
        }
    }
}
