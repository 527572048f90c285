using System.Collections.Concurrent;
using Magistral.Silo.Generation;

namespace Magistral.Silo.Tests.Generation;

/// <summary>Makes engines that know the answers, and keeps them for tests to look at.</summary>
internal sealed class ScriptedEngines : IRolloutEngines
{
    private readonly ConcurrentQueue<ScriptedEngine> made = new();

    /// <summary>Those made so far, in order.</summary>
    public IReadOnlyList<ScriptedEngine> Made => [.. made];

    /// <summary>What the next engine does with rollouts.</summary>
    public EngineScript Script { get; set; } = EngineScript.Finish;

    public IRolloutEngine Create(RolloutWork work)
    {
        var engine = new ScriptedEngine(work, Script);
        made.Enqueue(engine);
        return engine;
    }
}

internal enum EngineScript
{
    /// <summary>Finish them at once.</summary>
    Finish,

    /// <summary>Report their beginnings and never finish them.</summary>
    Begin,

    /// <summary>Fail on the first.</summary>
    Fail,
}
