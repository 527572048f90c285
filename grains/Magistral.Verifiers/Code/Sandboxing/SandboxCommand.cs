using System.Globalization;
using System.Reflection;

namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>The command that starts a sandbox.</summary>
internal static class SandboxCommand
{
    // Root's own user is exempt from the limit on processes and owns the kernel's settings: sandboxes of root belong to a user that owns nothing.
    private const string Nobody = "64817";
    private const string InsideUser = "1000";
    private static readonly string[] SystemFolders = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];
    private static readonly string[] Devices = ["null", "zero", "full", "random", "urandom"];
    private static readonly Lazy<string> Runner = new(ReadRunner);

    /// <summary>Program and arguments: namespaces of its own, the system's folders read-only, one small folder to write, no environment, no rights.</summary>
    public static IReadOnlyList<string> For(SandboxTools tools, SandboxSpec spec) =>
    [
        .. tools.DropRoot is { } drop ? new[] { drop, "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--inh-caps=-all", "--" } : [],
        tools.Bubblewrap, "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
        "--uid", InsideUser, "--gid", InsideUser, "--hostname", "sandbox",
        "--die-with-parent", "--as-pid-1", "--new-session", "--cap-drop", "ALL", "--clearenv",
        "--ro-bind", "/usr", "/usr", "--tmpfs", "/usr/local", "--remount-ro", "/usr/local",
        .. SystemFolders.SelectMany(Linked),
        "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        "--proc", "/proc", "--dir", "/dev",
        .. Devices.SelectMany(device => new[] { "--dev-bind", $"/dev/{device}", $"/dev/{device}" }),
        "--symlink", "/proc/self/fd", "/dev/fd", "--symlink", "/proc/self/fd/0", "/dev/stdin",
        "--symlink", "/proc/self/fd/1", "/dev/stdout", "--symlink", "/proc/self/fd/2", "/dev/stderr", "--symlink", "/tmp", "/dev/shm",
        .. spec.Toolchain is { } folder ? new[] { "--ro-bind", folder, SandboxSpec.ToolchainFolder } : [],
        "--size", spec.DiskBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", "/tmp",
        "--remount-ro", "/", "--chdir", "/tmp",
        "--", tools.Python, "-I", "-S", "-c", Runner.Value,
    ];

    private static string[] Linked(string folder)
    {
        var info = new DirectoryInfo("/" + folder);
        return !info.Exists ? [] : info.LinkTarget is { } target ? ["--symlink", target, info.FullName] : ["--ro-bind", info.FullName, info.FullName];
    }

    private static string ReadRunner()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("runner.py")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
