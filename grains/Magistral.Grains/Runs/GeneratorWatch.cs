using System.Collections.Immutable;
using Magistral.Contracts.Generation;

namespace Magistral.Grains.Runs;

/// <summary>Who generates for a run, and how long each has been silent. A change makes a new watch.</summary>
/// <remarks>
/// Silence is counted from check to check and <see cref="MostPerCheck"/> at the most, so that a process which was stopped or slept
/// for a night does not find its own generator dead on waking. Pure, thread-safe.
/// </remarks>
public sealed record GeneratorWatch
{
    /// <summary>What the time between two checks counts for at the most.</summary>
    public static readonly TimeSpan MostPerCheck = TimeSpan.FromSeconds(5);

    private ImmutableDictionary<string, TimeSpan> Silences { get; init; } = ImmutableDictionary.Create<string, TimeSpan>(StringComparer.Ordinal);

    private ImmutableDictionary<string, GeneratorFailure> Failures { get; init; } = ImmutableDictionary.Create<string, GeneratorFailure>(StringComparer.Ordinal);

    private TimeSpan Unattended { get; init; }

    private TimeSpan Watched { get; init; }

    private DateTimeOffset? CheckedAt { get; init; }

    /// <summary>A generator gave a sign of life; one that failed before was started again.</summary>
    public GeneratorWatch Heard(string generatorId) => this with
    {
        Silences = Silences.SetItem(generatorId, TimeSpan.Zero),
        Failures = Failures.Remove(generatorId),
        Unattended = TimeSpan.Zero,
    };

    /// <summary>A generator says that it cannot go on.</summary>
    public GeneratorWatch Failed(GeneratorFailure failure) => this with
    {
        Silences = Silences.Remove(failure.GeneratorId),
        Failures = Failures.SetItem(failure.GeneratorId, failure),
    };

    /// <summary>Lets the time since the last check pass.</summary>
    public GeneratorWatch Check(DateTimeOffset now)
    {
        var passed = TimeSpan.FromTicks(Math.Clamp((now - (CheckedAt ?? now)).Ticks, 0, MostPerCheck.Ticks));
        return this with
        {
            CheckedAt = now,
            Unattended = Unattended + passed,
            Watched = Watched + passed,
            Silences = Silences.ToImmutableDictionary(pair => pair.Key, pair => pair.Value + passed, StringComparer.Ordinal),
        };
    }

    /// <summary>Whether nothing was heard of a generator for a while; one never heard of counts from the beginning of the watch.</summary>
    /// <param name="generatorId">The generator.</param>
    /// <param name="limit">How long it may be silent.</param>
    public bool IsSilent(string generatorId, TimeSpan limit) => (Silences.TryGetValue(generatorId, out var silence) ? silence : Watched) >= limit;

    /// <summary>Why nothing is generated; null while a generator works or may still come.</summary>
    /// <param name="patience">How long a generator may be silent, and how long a run waits for its first one.</param>
    public NoGeneratorException? Fault(TimeSpan patience)
    {
        if (Silences.Values.Any(silence => silence < patience))
            return null;
        if (Failures.Values.OrderBy(failure => failure.GeneratorId, StringComparer.Ordinal).FirstOrDefault() is { } failure)
            return new(failure.What, failure.Remedy);
        return Unattended < patience ? null : new(
            $"no generator was heard of for {patience.TotalSeconds:0} s",
            "see whether a silo with the role generator is alive, then continue the run with the same command");
    }
}
