namespace Magistral.Storage.Tests.Directories;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("magistral-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
