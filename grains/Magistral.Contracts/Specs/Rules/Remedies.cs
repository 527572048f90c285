namespace Magistral.Contracts.Specs.Rules;

/// <summary>Chooses advice that helps: a remedy is given only where the spec that follows it has no fault left there and no new one.</summary>
internal static class Remedies
{
    /// <summary>The first remedy that helps; else words that promise nothing.</summary>
    /// <param name="spec">The spec with the fault.</param>
    /// <param name="path">Where the fault is.</param>
    /// <param name="otherwise">What to say when none helps; it names no number.</param>
    /// <param name="remedies">What to write, and the spec that follows it.</param>
    public static string First(RunSpec spec, string path, string otherwise, params IEnumerable<(string Text, RunSpec Followed)> remedies)
    {
        foreach (var (text, followed) in remedies)
            if (Helps(spec, path, followed))
                return text;
        return otherwise;
    }

    /// <summary>Whether a changed spec has no fault at a path, and none elsewhere that the spec does not have.</summary>
    public static bool Helps(RunSpec spec, string path, RunSpec followed)
    {
        var before = RunSpecRules.PathsOf(spec).ToList();
        before.RemoveAll(fault => fault == path);
        return RunSpecRules.PathsOf(followed).All(before.Remove);
    }
}
