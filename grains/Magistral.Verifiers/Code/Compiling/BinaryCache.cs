namespace Magistral.Verifiers.Code.Compiling;

/// <summary>Compiled programs by the hash of all that they are made of; the longest unused go when there are too many bytes.</summary>
/// <param name="folder">Where they lie; made when it is missing.</param>
/// <param name="maxBytes">The most that may lie there, ≥ 0.</param>
/// <remarks>Thread-safe, also between processes: a file appears whole or not at all, and one that vanishes was not there.</remarks>
internal sealed class BinaryCache(string folder, long maxBytes)
{
    /// <summary>A program that was kept, or null.</summary>
    public byte[]? Find(string key)
    {
        var path = Path.Combine(folder, key);
        try
        {
            var binary = File.ReadAllBytes(path);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return binary;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Keeps a program and lets the longest unused go.</summary>
    public void Keep(string key, byte[] binary)
    {
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():n}");
        File.WriteAllBytes(temporary, binary);
        File.Move(temporary, Path.Combine(folder, key), overwrite: true);
        var total = 0L;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Exists).OrderByDescending(file => file.LastWriteTimeUtc).ToList())
            if ((total += file.Exists ? file.Length : 0) > maxBytes)
                File.Delete(file.FullName);
    }
}
