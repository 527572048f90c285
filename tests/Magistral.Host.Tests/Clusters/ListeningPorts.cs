using System.Globalization;

namespace Magistral.Host.Tests.Clusters;

/// <summary>The ports on which a process of this machine listens.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    /// <summary>The ports of a process.</summary>
    public static IReadOnlyList<int> Of(int process)
    {
        var sockets = Directory.GetFiles($"/proc/{process}/fd").Select(LinkOf).Where(link => link.StartsWith("socket:[", StringComparison.Ordinal)).ToHashSet();
        return [.. new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == Listening && sockets.Contains($"socket:[{fields[9]}]"))
            .Select(fields => int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    private static string LinkOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName is { } target ? Path.GetFileName(target) : "";
        }
        catch (IOException)
        {
            return ""; // closed meanwhile
        }
    }
}
