using System.Globalization;

namespace Magistral.Silo.Models;

/// <summary>How much memory this machine gives the process.</summary>
public static class MachineMemory
{
    private const string Root = "/";
    private const long KiB = 1024;

    /// <summary>All there is: that of the machine, or less where a control group allows less. Swap does not count.</summary>
    public static long Total() => Total(Root) ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The same, read below another root; null where the kernel does not say.</summary>
    /// <param name="root">A folder with <c>proc</c> and <c>sys</c>.</param>
    internal static long? Total(string root)
    {
        if (Lines(root, "proc/meminfo").FirstOrDefault(line => line.StartsWith("MemTotal:", StringComparison.Ordinal)) is not { } line
            || !long.TryParse(line["MemTotal:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var total))
            return null;
        return Limits(root).Append(total * KiB).Min();
    }

    private static IEnumerable<long> Limits(string root)
    {
        foreach (var line in Lines(root, "proc/self/cgroup"))
        {
            // hierarchy:controllers:path, where version 2 names no controllers
            if (line.Split(':', 3) is not [_, var controllers, var path] || controllers.Length > 0 && !controllers.Split(',').Contains("memory"))
                continue;
            var (folder, file) = controllers.Length == 0 ? ("sys/fs/cgroup", "memory.max") : ("sys/fs/cgroup/memory", "memory.limit_in_bytes");
            // a group is bound by those it lies in; a container may see its own as the root
            for (var group = path.Trim('/'); ; group = Path.GetDirectoryName(group) ?? "")
            {
                if (Lines(root, Path.Combine(folder, group, file)) is [var text, ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
                    yield return limit;
                if (group.Length == 0)
                    break;
            }
        }
    }

    private static string[] Lines(string root, string path)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(root, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
