using Magistral.Contracts;

namespace Magistral.Storage.Directories;

/// <summary>Another process writes the data directory.</summary>
/// <param name="directory">Its full path.</param>
/// <param name="processId">The other process, or null when it has not written its id yet.</param>
[GenerateSerializer, Alias("magistral.data-directory-in-use")]
public sealed class DataDirectoryInUseException(string directory, int? processId) : MagistralException(
    what: $"the data directory {directory} is written by {(processId is { } id ? $"process {id}" : "another process")}",
    remedy: "wait for it, stop it, or choose another directory with --data DIR")
{
    /// <summary>The full path of the directory.</summary>
    [Id(0)]
    public string DataDirectory { get; } = directory;

    /// <summary>The process that writes it, where known.</summary>
    [Id(1)]
    public int? ProcessId { get; } = processId;
}
