using Magistral.Method.Verification;
using System.Globalization;

namespace Magistral.Grains.Placement;

/// <summary>The key of a verifier grain: `NAME/SHARE/ATTEMPT`. Share and attempt choose the silo (<see cref="Placement.SiloByAttemptFilter"/>).</summary>
/// <param name="Name">The verifier's name, such as `math`.</param>
/// <param name="Share">Spreads work over silos; 0 to <see cref="Shares"/> − 1.</param>
/// <param name="Attempt">How often the work failed before, from 0.</param>
public readonly record struct VerifierKey(string Name, int Share, int Attempt)
{
    /// <summary>How many shares there are: many times the silos of a large cluster, few enough that their activations cost nothing.</summary>
    public const int Shares = 64;

    /// <summary>The key for a problem: all rollouts of a group go to one silo, where what one of them compiled is found by the next.</summary>
    /// <param name="task">What the problem asks for.</param>
    /// <param name="problemId">Any text.</param>
    /// <param name="attempt">How often the work failed before, from 0.</param>
    public static VerifierKey For(TaskKind task, string problemId, int attempt = 0)
    {
        ArgumentNullException.ThrowIfNull(problemId);
        var hash = 2166136261u;   // FNV-1a: the same on every silo
        foreach (var letter in problemId) hash = unchecked((hash ^ letter) * 16777619u);
        return new(task == TaskKind.Math ? "math" : "code", (int)(hash % Shares), attempt);
    }

    /// <summary>Reads a key; a key of another form has no attempt and may go anywhere.</summary>
    public static VerifierKey? Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split('/') is [var name, var share, var attempt]
            && int.TryParse(share, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(name, number, count)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Share}/{Attempt}");
}
