namespace Magistral.Cli.Commands;

/// <summary>Where embedded runs live.</summary>
internal static class DataDirectory
{
    /// <summary>The directory an option names; else <c>$MAGISTRAL_DATA</c>; else <c>magistral</c> in the user's data folder (XDG_DATA_HOME).</summary>
    /// <exception cref="CommandException">Nothing names one, or it is a file.</exception>
    public static string Resolve(string? option)
    {
        var path = Resolve(
            option,
            Environment.GetEnvironmentVariable,
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));
        return File.Exists(path) ? throw new CommandException(ExitCode.WrongUse, $"{path} is a file, not a data directory", "name a directory with --data") : path;
    }

    internal static string Resolve(string? option, Func<string, string?> environment, string userData)
    {
        if (option is "")
            throw new CommandException(ExitCode.WrongUse, "--data is empty", "name a directory");
        var path = option ?? (environment("MAGISTRAL_DATA") is { Length: > 0 } variable ? variable : userData.Length > 0 ? Path.Combine(userData, "magistral") : null);
        return Path.GetFullPath(path ?? throw new CommandException(ExitCode.WrongUse, "there is no data directory: this user has no home", "name one with --data"));
    }
}
