using Magistral.Contracts;
using Magistral.Storage.Directories;
using Xunit;

namespace Magistral.Storage.Tests.Directories;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_holder_in_the_same_process_is_refused()
    {
        using var held = DataDirectoryLock.Take(folder.Path);
        var error = Assert.Throws<DataDirectoryInUseException>(() => DataDirectoryLock.Take(folder.Path));
        Assert.Equal(Environment.ProcessId, error.ProcessId);
    }

    [Fact]
    public void A_lock_that_was_given_back_can_be_taken()
    {
        DataDirectoryLock.Take(folder.Path).Dispose();
        using var again = DataDirectoryLock.Take(folder.Path);
    }

    [Fact]
    public void A_directory_that_is_a_file_is_refused_in_one_sentence()
    {
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        Assert.ThrowsAny<MagistralException>(() => DataDirectoryLock.Take(file));
    }
}
