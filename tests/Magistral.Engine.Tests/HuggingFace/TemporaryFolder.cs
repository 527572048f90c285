namespace Magistral.Engine.Tests.HuggingFace;

/// <summary>A folder of one test, removed at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"magistral-models-{Guid.NewGuid():n}");

    /// <summary>A path in the folder.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
