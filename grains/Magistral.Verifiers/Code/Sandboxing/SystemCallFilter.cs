using System.Runtime.InteropServices;

namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>The system calls that programs may not make, as a seccomp filter.</summary>
/// <remarks>
/// A list of what is refused, since programs may use all that their language's library does. Refused is what reaches other processes (ptrace
/// and its kin, limits and priorities of others), what survives a run (System V and POSIX queues, keys), memory that no limit counts, new
/// namespaces and mounts, and the kernel's widest surfaces (bpf, io_uring, perf, userfaultfd, netlink). Refusals are errors, not kills:
/// a library that only tries goes on. `clone3` hides its flags behind a pointer, so that it is said not to exist and libraries use `clone`.
/// </remarks>
internal static class SystemCallFilter
{
    private const uint Allow = 0x7FFF0000;
    private const uint Refuse = 0x00050000 | 1;      // EPERM
    private const uint Unknown = 0x00050000 | 38;    // ENOSYS
    private const uint NewNamespaces = 0x7E020000;   // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
    private const uint FirstOfOtherTable = 0x40000000;
    private const uint Number = 0, Architecture = 4, FirstArgument = 16;
    private static readonly uint[] SocketFamilies = [1, 2, 10];   // local, IPv4, IPv6

    private static readonly Numbers X64 = new(
        Name: 0xC000003E, Fork: 56, Clone3: 435, LimitOf: 302, Socket: 41,
        Refused:
        [
            101, 310, 311, 312, 440, 438,                                        // ptrace, process_vm_*, kcmp, process_madvise, pidfd_getfd
            272, 308, 165, 166, 155, 161, 428, 429, 430, 431, 432, 433, 442,     // unshare, setns, mounts old and new, chroot
            321, 298, 323, 425, 426, 427,                                        // bpf, perf_event_open, userfaultfd, io_uring
            248, 249, 250,                                                       // keys
            29, 30, 31, 67, 64, 65, 66, 220, 68, 69, 70, 71,                     // System V shared memory, semaphores, messages
            240, 241, 242, 243, 244, 245,                                        // POSIX message queues
            319, 447,                                                            // memfd_create, memfd_secret: memory that no limit counts
            141, 142, 144, 203, 314, 251,                                        // priorities, also of others
            246, 320, 175, 313, 176, 169, 167, 168, 163, 179, 103, 170, 171,     // the machine itself
            303, 304, 135,                                                       // file handles, personality
        ]);

    private static readonly Numbers Arm64 = new(
        Name: 0xC00000B7, Fork: 220, Clone3: 435, LimitOf: 261, Socket: 198,
        Refused:
        [
            117, 270, 271, 272, 440, 438,
            97, 268, 40, 39, 41, 51, 428, 429, 430, 431, 432, 433, 442,
            280, 241, 282, 425, 426, 427,
            217, 218, 219,
            194, 196, 195, 197, 190, 193, 191, 192, 186, 189, 188, 187,
            180, 181, 182, 183, 184, 185,
            279, 447,
            140, 118, 119, 122, 274, 30,
            104, 294, 105, 273, 106, 142, 224, 225, 89, 60, 116, 161, 162,
            264, 265, 92,
        ]);

    /// <summary>The filter for this machine, in the kernel's form.</summary>
    /// <exception cref="PlatformNotSupportedException">The processor is neither x64 nor arm64.</exception>
    public static byte[] ForThisMachine() => Encode(Assemble(RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => X64,
        System.Runtime.InteropServices.Architecture.Arm64 => Arm64,
        var other => throw new PlatformNotSupportedException($"programs can be run apart on x64 and arm64, not on {other}"),
    }));

    private static List<FilterInstruction> Assemble(Numbers numbers)
    {
        List<FilterInstruction> filter =
        [
            FilterInstruction.Load(Architecture),
            FilterInstruction.SkipIf(numbers.Name, 1),
            FilterInstruction.Return(Unknown),
            FilterInstruction.Load(Number),
            FilterInstruction.SkipBelow(FirstOfOtherTable, 1),
            FilterInstruction.Return(Unknown),
            FilterInstruction.SkipUnless(numbers.Clone3, 1),
            FilterInstruction.Return(Unknown),
        ];
        foreach (var refused in numbers.Refused)
            filter.AddRange([FilterInstruction.SkipUnless(refused, 1), FilterInstruction.Return(Refuse)]);
        AddRule(filter, numbers.Fork, [FilterInstruction.SkipUnlessAny(NewNamespaces, 1), FilterInstruction.Return(Refuse)]);
        AddRule(filter, numbers.LimitOf, [FilterInstruction.SkipIf(0, 1), FilterInstruction.Return(Refuse)]);
        AddRule(filter, numbers.Socket,
            [.. SocketFamilies.Select((family, i) => FilterInstruction.SkipIf(family, (byte)(SocketFamilies.Length - i))), FilterInstruction.Return(Refuse)]);
        filter.Add(FilterInstruction.Return(Allow));
        return filter;
    }

    /// <summary>Looks at the low word of a call's first argument; what the rule lets through is allowed.</summary>
    private static void AddRule(List<FilterInstruction> filter, uint number, FilterInstruction[] rule) => filter.AddRange(
    [
        FilterInstruction.SkipUnless(number, (byte)(rule.Length + 2)),
        FilterInstruction.Load(FirstArgument),
        .. rule,
        FilterInstruction.Return(Allow),
    ]);

    private static byte[] Encode(List<FilterInstruction> filter)
    {
        var bytes = new byte[filter.Count * FilterInstruction.Size];
        for (var i = 0; i < filter.Count; i++)
            filter[i].Write(bytes.AsSpan(i * FilterInstruction.Size));
        return bytes;
    }

    private sealed record Numbers(uint Name, uint Fork, uint Clone3, uint LimitOf, uint Socket, uint[] Refused);
}
