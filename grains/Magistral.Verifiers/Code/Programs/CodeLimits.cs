namespace Magistral.Verifiers.Code.Programs;

/// <summary>What a program and its compiler may use.</summary>
public sealed record CodeLimits
{
    /// <summary>The limits of the method (METHOD section 4) and, where it is silent, our own.</summary>
    public static CodeLimits Default { get; } = new();

    /// <summary>How many times its time a run may last by the clock, on a machine so busy that it waits for a core.</summary>
    public const int LongestFactor = 10;

    /// <summary>Time of one test: wall clock less what the test waited for a core, but never more than <see cref="LongestFactor"/> times this by the clock. Default 4 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Address space of each process of a test, in bytes; together they may hold twice as much. Default 300 MiB.</summary>
    public long MemoryBytes { get; init; } = 300L << 20;

    /// <summary>Standard output of a test in bytes; error output may be four times that. Default 16 MiB.</summary>
    public long OutputBytes { get; init; } = 16L << 20;

    /// <summary>All files of a test together, in bytes of memory. Default 64 MiB.</summary>
    public long DiskBytes { get; init; } = 64L << 20;

    /// <summary>Processes and threads of a test at once. Default 40.</summary>
    public int Processes { get; init; } = 40;

    /// <summary>Open descriptors of a process. Default 256.</summary>
    public int OpenFiles { get; init; } = 256;

    /// <summary>Time of the compiler, counted as <see cref="Time"/>. Default 10 s.</summary>
    public TimeSpan CompileTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Address space of the compiler in bytes. Default 2 GiB.</summary>
    public long CompileMemoryBytes { get; init; } = 2L << 30;

    /// <summary>A compiled program in bytes. Default 64 MiB.</summary>
    public long BinaryBytes { get; init; } = 64L << 20;

    /// <summary>Source with its test code in bytes; a longer one is judged a compile error. Default 16 MiB.</summary>
    public int SourceBytes { get; init; } = 16 << 20;
}
