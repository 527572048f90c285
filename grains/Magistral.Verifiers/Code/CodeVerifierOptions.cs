using Magistral.Verifiers.Code.Programs;

namespace Magistral.Verifiers.Code;

/// <summary>How the verifier of programs works on this machine.</summary>
public sealed record CodeVerifierOptions
{
    /// <summary>What programs may use.</summary>
    public CodeLimits Limits { get; init; } = CodeLimits.Default;

    /// <summary>Programs judged at once, ≥ 1. Default: one a core.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// The folder for what is compiled once. Default: `MAGISTRAL_CACHE`, else for root the system's cache folder, since sandboxes of root belong
    /// to another user that must be able to read it, else the user's.
    /// </summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder();

    private static string DefaultCacheFolder()
    {
        if (Environment.GetEnvironmentVariable("MAGISTRAL_CACHE") is { Length: > 0 } set) return Path.GetFullPath(set);
        if (Environment.IsPrivilegedProcess) return "/var/cache/magistral";
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } caches) return Path.Combine(caches, "magistral");
        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "magistral");
    }
}
