using Magistral.Grains.Storage;

namespace Magistral.Storage.Directories;

/// <summary>Walks a store's folders in the ordinal order of the keys.</summary>
internal static class DirectoryListing
{
    public static IEnumerable<ObjectEntry> List(string root, string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        var parent = slash < 0 ? "" : prefix[..(slash + 1)];
        // A prefix that leaves the store, or names what no key can, lists nothing.
        return parent.Split('/').Any(segment => segment.StartsWith('.')) ? [] : Walk(root, parent, prefix);
    }

    private static IEnumerable<ObjectEntry> Walk(string root, string parent, string prefix)
    {
        var folder = new DirectoryInfo(Path.Combine(root, parent));
        if (!folder.Exists)
            yield break;
        foreach (var (key, entry) in Children(folder, parent, prefix))
        {
            if (entry is FileInfo file)
            {
                if (file.Exists)
                    yield return new(new StoreKey(key), Math.Max(0, file.Length - ObjectHeader.Size));
                continue;
            }
            foreach (var below in Walk(root, key, prefix))
                yield return below;
        }
    }

    private static List<(string Key, FileSystemInfo Entry)> Children(DirectoryInfo folder, string parent, string prefix)
    {
        var children = new List<(string Key, FileSystemInfo Entry)>();
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (entry.Name.StartsWith('.') || !entry.Name.All(StoreKey.Allows))
                    continue;
                var key = parent + entry.Name + (entry is DirectoryInfo ? "/" : "");
                if (key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal) && key[^1] == '/')
                    children.Add((key, entry));
            }
        }
        catch (DirectoryNotFoundException)
        {
            return [];   // its last object was deleted meanwhile
        }
        children.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return children;
    }
}
