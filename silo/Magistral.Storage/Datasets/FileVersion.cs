using System.Globalization;

namespace Magistral.Storage.Datasets;

/// <summary>Tells a file from one that was written in its place.</summary>
internal static class FileVersion
{
    /// <summary>Its name, size and time of change.</summary>
    public static string Of(string path)
    {
        var file = new FileInfo(path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Name}:{file.Length}:{file.LastWriteTimeUtc.Ticks}");
    }
}
