using Magistral.Engine.Generation;

namespace Magistral.Silo.Hosting;

/// <summary>What a silo is told about itself.</summary>
public sealed record SiloResources
{
    /// <summary>Its name; part of the keys of its generators. No slashes.</summary>
    public string Name { get; init; } = "local";

    /// <summary>Whether coordinators tend its runs, so that a trainer which fails in passing is started again. Nobody does in the embedded mode.</summary>
    public bool IsSupervised { get; init; }

    /// <summary>For how long a call that fails in passing is made again; in a cluster longer than a dead silo stays unnoticed.</summary>
    public TimeSpan CallPatience
    {
        get => field > TimeSpan.Zero ? field : TimeSpan.FromSeconds(IsSupervised ? 90 : 5);
        init;
    }

    /// <summary>Time after which a call without an answer is taken for lost.</summary>
    public TimeSpan CallDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a killed generator costs at most for each of its sequences, in tokens: they are journaled again when they grew by half of it.</summary>
    public int JournalTokens { get; init; } = 256;

    /// <summary>Time after which slower sequences are journaled too, those that grew by a quarter of <see cref="JournalTokens"/>. Shorter completions never are.</summary>
    public TimeSpan JournalPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Device of its engines: <c>cpu</c> or <c>cuda:0</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Bytes that a run may take on <see cref="Device"/>; 0 is what the machine has. A device other than the processor does not say, so there it bounds nothing.</summary>
    public long MostRunBytes { get; init; }

    /// <summary>Cores of the trainer while generators decode: all, since it then takes those that admission leaves idle.</summary>
    public int TrainerThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Cores of the generator while the trainer trains: all, since its threads give way and so take what the trainer leaves.</summary>
    public int GeneratorThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Cores of an engine that has the machine to itself: the supervised stage, evaluations that the trainer waits for.</summary>
    public int AllThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Put around every engine of rollouts, to measure or to slow it down.</summary>
    internal Func<IGenerator, IGenerator> AroundRollouts { get; init; } = generator => generator;
}
