using System.Collections.Concurrent;
using System.Globalization;

namespace Magistral.Storage.Directories;

/// <summary>Where objects are written before they get their names, and where the files they replaced wait to be written again.</summary>
internal sealed class StagingFolder(string path)
{
    // A reader that opened a file just before it was replaced has this many puts to finish before the file changes under it.
    private const int WaitingPuts = 64;
    private const int MaxWaiting = 96;
    private const long MaxWaitingBytes = 1 << 18;
    private readonly ConcurrentQueue<string> waiting = new();
    private ulong last;

    /// <summary>Deletes what a killed process left.</summary>
    public void Clear()
    {
        Directory.CreateDirectory(path);
        foreach (var left in Directory.EnumerateFiles(path))
            File.Delete(left);
    }

    /// <summary>A file to write an object into.</summary>
    public StagedObject Stage() => waiting.Count > WaitingPuts && waiting.TryDequeue(out var used) ? StagedObject.Reuse(used, this) : New();

    /// <summary>A file of its own, whose bytes no reader has ever seen.</summary>
    public StagedObject New() =>
        StagedObject.Create(Path.Combine(path, Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture)), this);

    /// <summary>Keeps a replaced file for later, or deletes it when there are enough or it is large.</summary>
    public void Return(string replaced)
    {
        if (waiting.Count < MaxWaiting && new FileInfo(replaced).Length <= MaxWaitingBytes)
            waiting.Enqueue(replaced);
        else
            File.Delete(replaced);
    }
}
