using Xunit;

namespace Magistral.Testing;

/// <summary>The shared test data, which lies outside of the repository.</summary>
public static class Fixtures
{
    /// <summary>The folder: MAGISTRAL_FIXTURES, else `../shared/fixtures` from the root of the repository.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("MAGISTRAL_FIXTURES") is { Length: > 0 } set ? Path.GetFullPath(set)
        : Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "fixtures"));

    /// <summary>The full path of a file or folder of the fixtures; the running test is skipped when it is absent.</summary>
    public static string Require(string relative)
    {
        var path = Path.Combine(Root, relative);
        if (!File.Exists(path) && !Directory.Exists(path))
            Assert.Skip($"no fixture {relative} in {Root}: set MAGISTRAL_FIXTURES to the folder that holds it");
        return path;
    }

    /// <summary>The folder of the solution that the tests were built from.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Magistral.Orleans.sln"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
