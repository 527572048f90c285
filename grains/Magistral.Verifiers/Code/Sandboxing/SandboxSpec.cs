using System.Globalization;
using System.Text;
using Magistral.Verifiers.Code.Programs;

namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>What a sandbox is for and what its runs may use.</summary>
internal sealed record SandboxSpec
{
    /// <summary>What is run: `python` a source, `binary` an executable, `compile` a compiler on a source.</summary>
    public required string Kind { get; init; }

    /// <summary>The source or executable.</summary>
    public required byte[] Program { get; init; }

    /// <summary>The compiler's command.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A folder of this machine to show read-only at <see cref="ToolchainFolder"/>.</summary>
    public string? Toolchain { get; init; }

    /// <summary>Whether runs are given a handover and leave a completion mark.</summary>
    public bool HandsOver { get; init; }

    /// <summary>Time of a run.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Address space of each process of a run, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Size of the folder a run may write, in bytes.</summary>
    public required long DiskBytes { get; init; }

    /// <summary>Largest file a compiler may make, in bytes.</summary>
    public long MadeBytes { get; init; }

    /// <summary>The other limits.</summary>
    public required CodeLimits Limits { get; init; }

    /// <summary>Where <see cref="Toolchain"/> is seen inside.</summary>
    public const string ToolchainFolder = "/toolchain";

    /// <summary>The longest a run can take by the clock.</summary>
    public TimeSpan LongestRun => Time * CodeLimits.LongestFactor;

    /// <summary>The settings as the process inside reads them.</summary>
    public byte[] Settings() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        kind={Kind}
        arguments={string.Join('\x1f', Arguments)}
        handover={(HandsOver ? 1 : 0)}
        wall_milliseconds={(long)Time.TotalMilliseconds}
        longest_milliseconds={(long)LongestRun.TotalMilliseconds}
        cpu_seconds={(long)Math.Ceiling(Time.TotalSeconds) + 1}
        memory_bytes={MemoryBytes}
        file_bytes={DiskBytes}
        output_bytes={Limits.OutputBytes}
        made_bytes={MadeBytes}
        processes={Limits.Processes}
        files={Limits.OpenFiles}
        """));
}
