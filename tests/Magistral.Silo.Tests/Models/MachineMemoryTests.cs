using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class MachineMemoryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("magistral-machine-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_machine_without_limits_gives_all_it_has()
    {
        Write("proc/self/cgroup", "0::/\n");
        Write("sys/fs/cgroup/memory.max", "max\n");
        Assert.Equal(24_000_000 * 1024L, Total());
    }

    [Fact]
    public void A_group_is_bound_by_the_least_of_those_it_lies_in()
    {
        Write("proc/self/cgroup", "0::/system.slice/magistral.service\n");
        Write("sys/fs/cgroup/system.slice/magistral.service/memory.max", "9000000000\n");
        Write("sys/fs/cgroup/system.slice/memory.max", "8000000000\n");
        Assert.Equal(8_000_000_000, Total());
    }

    [Fact]
    public void Groups_of_the_first_version_count_too()
    {
        Write("proc/self/cgroup", "12:cpu,cpuacct:/a\n4:memory:/docker/a\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "7000000000\n");
        Assert.Equal(7_000_000_000, Total());
    }

    [Fact]
    public void A_kernel_that_does_not_say_is_not_guessed()
    {
        Assert.Null(MachineMemory.Total(root));
        Write("proc/meminfo", "MemFree:         1 kB\n");
        Assert.Null(MachineMemory.Total(root));
        Write("proc/meminfo", "MemTotal:         much kB\n");
        Assert.Null(MachineMemory.Total(root));
    }

    [Fact]
    public void The_total_is_found_wherever_it_stands_among_the_lines()
    {
        Write("proc/meminfo", "MemFree:         1 kB\nMemTotal:       2000 kB\n");
        Assert.Equal(2000 * 1024, MachineMemory.Total(root));
    }

    [Fact]
    public void This_machine_has_some() => Assert.True(MachineMemory.Total() > 100_000_000);

    private long? Total()
    {
        Write("proc/meminfo", "MemTotal:       24000000 kB\nMemFree:         1 kB\n");
        return MachineMemory.Total(root);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
