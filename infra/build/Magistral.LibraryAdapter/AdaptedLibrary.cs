namespace Magistral.LibraryAdapter;

/// <summary>A copy of a library that loads on a machine whose libstdc++ is older than the one it was linked with.</summary>
public static class AdaptedLibrary
{
    /// <summary>Writes the copy beside its final place and renames it over: whatever shared the old file's bytes by a hard link keeps them.</summary>
    /// <param name="source">The library as its package ships it; it is only read.</param>
    /// <param name="destination">Where the copy goes; may be <paramref name="source"/> itself.</param>
    /// <param name="version">The version node that becomes a weak requirement.</param>
    /// <returns>How many requirements were marked: 0 leaves the copy equal to the source.</returns>
    /// <exception cref="InvalidDataException">The source is no 64-bit little-endian ELF file, or is cut off.</exception>
    /// <exception cref="IOException">The source cannot be read or the destination cannot be written.</exception>
    public static int Write(string source, string destination, string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(destination);
        var image = File.ReadAllBytes(source);
        var marked = VersionNeeds.MarkWeak(image, version);
        if (marked == 0 && Path.GetFullPath(source) == Path.GetFullPath(destination))
            return 0;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
        var temporary = $"{destination}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, image);
            File.Move(temporary, destination, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        return marked;
    }
}
