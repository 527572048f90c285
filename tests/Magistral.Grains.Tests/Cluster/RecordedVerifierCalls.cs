using Magistral.Contracts.Verification;
using Xunit;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>Notes the calls that reach the verifiers of a silo.</summary>
public sealed class RecordedVerifierCalls(VerifierCalls calls, ILocalSiloDetails silo) : IIncomingGrainCallFilter
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var isScoring = context.InterfaceMethod.DeclaringType == typeof(IVerifierGrain) && context.InterfaceMethod.Name == nameof(IVerifierGrain.ScoreAsync);
        if (isScoring && calls.Note(silo.Name, (ScoreRequest)context.Request.GetArgument(0)!) is { } fault)
        {
            if (fault != VerifierCalls.Hang)
                throw fault;
            await Task.Delay(Long, TestContext.Current.CancellationToken);
        }
        await context.Invoke();
    }
}
