namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>The system's programs that a sandbox is made of, by full path.</summary>
/// <param name="Bubblewrap">`bwrap`, which makes the namespaces.</param>
/// <param name="Python">The interpreter of programs and of the process that runs them.</param>
/// <param name="DropRoot">`setpriv`, where this process is root; else null.</param>
internal sealed record SandboxTools(string Bubblewrap, string Python, string? DropRoot)
{
    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/bin"];

    /// <summary>Finds them.</summary>
    /// <exception cref="CodeToolMissingException">One is missing.</exception>
    public static SandboxTools Find() => new(
        Require("bwrap", "bubblewrap", Folders),
        Require("python3", "python3", ["/usr/bin"]),   // sandboxes show the system's folders alone
        Environment.IsPrivilegedProcess ? Require("setpriv", "util-linux", Folders) : null);

    /// <summary>The full path of a program.</summary>
    /// <exception cref="CodeToolMissingException">It is in none of the folders.</exception>
    public static string Require(string tool, string package, IEnumerable<string> folders) =>
        folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists) ?? throw new CodeToolMissingException(tool, package);
}
