using System.Runtime.InteropServices;

namespace Magistral.Silo.Hosting;

/// <summary>Lets a thread give way. .NET's thread priorities do nothing on Linux; the scheduler's niceness is per thread there.</summary>
internal static partial class ThreadNiceness
{
    private const int Process = 0; // PRIO_PROCESS; with id 0 Linux means the calling thread
    private const int Steps = 10; // each step is a tenth less of a contended core

    /// <summary>Lowers the calling thread's share of contended cores, and that of threads it starts. Needs no privilege; does nothing but on Linux.</summary>
    public static void Lower()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Process, 0, Steps);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int niceness);
}
