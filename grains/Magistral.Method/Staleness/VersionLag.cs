namespace Magistral.Method.Staleness;

/// <summary>The lag of tokens behind the weights that are trained on them.</summary>
public static class VersionLag
{
    /// <summary>The lag of a token in versions: 0 is on-policy.</summary>
    /// <param name="sampledVersion">The version the token was sampled under.</param>
    /// <param name="versionAtTraining">The version that is being trained.</param>
    /// <exception cref="ArgumentException">The token is from a later version than the one being trained.</exception>
    public static int Of(int sampledVersion, int versionAtTraining) => sampledVersion <= versionAtTraining
        ? versionAtTraining - sampledVersion
        : throw new ArgumentException(
            $"a token of version {sampledVersion} cannot be trained into version {versionAtTraining}: train on the latest publication");

    /// <summary>Tells whether a group must end as `Stale` instead of being trained.</summary>
    /// <param name="oldestVersion">The version of the group's oldest token.</param>
    /// <param name="versionAtTraining">The version that is being trained when its minibatch is.</param>
    /// <param name="maxStaleness">η in versions, ≥ 0, or <see cref="Admission.Unbounded"/>.</param>
    /// <exception cref="ArgumentException">The token is from a later version, or the bound is below −1.</exception>
    public static bool IsStale(int oldestVersion, int versionAtTraining, int maxStaleness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxStaleness, Admission.Unbounded);
        var lag = Of(oldestVersion, versionAtTraining);
        return maxStaleness != Admission.Unbounded && lag > maxStaleness;
    }
}
