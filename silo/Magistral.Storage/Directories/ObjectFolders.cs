using System.Collections.Concurrent;
using Magistral.Grains.Storage;

namespace Magistral.Storage.Directories;

/// <summary>The folders of a store: one a key's segment, and <c>.staging</c>, on the same file system, for what is being written.</summary>
internal sealed class ObjectFolders(string directory)
{
    private readonly ConcurrentDictionary<string, bool> made = new(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(directory);

    public string PathOf(StoreKey key) => Path.Combine(Root, key.Value ?? throw new ArgumentException("an object key is empty", nameof(key)));

    public StagingFolder Staging { get; } = new(Path.Combine(Path.GetFullPath(directory), ".staging"));

    /// <summary>Renames a staged file to its path, making the folders that lack.</summary>
    public void MoveIntoPlace(StagedObject staged, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!made.ContainsKey(folder))
            Make(folder);
        try
        {
            staged.Place(path);
        }
        catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
        {
            Make(folder);   // emptied and removed by a delete meanwhile
            staged.Place(path);
        }
    }

    /// <summary>Makes the name at a path, and the folders above it, survive a loss of power.</summary>
    public void Flush(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder?.Length >= Root.Length; folder = Path.GetDirectoryName(folder))
            DirectorySync.Flush(folder);
    }

    /// <summary>Removes the folders above a deleted object that hold nothing more.</summary>
    public void RemoveEmpty(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder?.Length > Root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any())
                return;
            made.TryRemove(folder, out _);
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                return;   // a put came first: the folder is needed
            }
        }
    }

    private void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        made[folder] = true;
    }
}
