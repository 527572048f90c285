using Magistral.Contracts.Verification;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>Notes the calls that reach the verifiers of a silo.</summary>
public sealed class RecordedVerifierCalls(VerifierCalls calls, ILocalSiloDetails silo) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var isScoring = context.InterfaceMethod.DeclaringType == typeof(IVerifierGrain) && context.InterfaceMethod.Name == nameof(IVerifierGrain.ScoreAsync);
        if (isScoring && calls.Note(silo.Name, (ScoreRequest)context.Request.GetArgument(0)!) is { } fault)
            throw fault;
        return context.Invoke();
    }
}
