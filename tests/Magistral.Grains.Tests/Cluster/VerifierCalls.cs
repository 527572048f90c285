using System.Collections.Concurrent;
using Magistral.Contracts.Verification;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>Which silo was asked to verify what, and which of these calls must fail.</summary>
public sealed class VerifierCalls
{
    private readonly ConcurrentQueue<(string Silo, ScoreRequest Request)> made = new();
    private readonly ConcurrentDictionary<string, Func<int, Exception?>> faults = new();
    private readonly ConcurrentDictionary<ScoreRequest, int> attempts = new();

    /// <summary>Makes calls for a prompt fail from now on: the function gets the number of the attempt at one response, from 0.</summary>
    public void Break(string prompt, Func<int, Exception?> fault)
    {
        made.Clear();
        attempts.Clear();
        faults[prompt] = fault;
    }

    /// <summary>As a fault: no answer comes.</summary>
    public static Exception Hang { get; } = new InvalidOperationException("hangs");

    /// <summary>The silos that were asked to verify a response, in order.</summary>
    public IReadOnlyList<string> SilosOf(string prompt, string response) =>
        [.. made.Where(call => call.Request.Prompt == prompt && call.Request.Response == response).Select(call => call.Silo)];

    /// <summary>Notes a call, and tells how it must fail.</summary>
    public Exception? Note(string silo, ScoreRequest request)
    {
        made.Enqueue((silo, request));
        var attempt = attempts.AddOrUpdate(request, 0, (_, before) => before + 1);
        return faults.TryGetValue(request.Prompt, out var fault) ? fault(attempt) : null;
    }
}
