namespace Magistral.Testing.Cluster;

/// <summary>Makes every tenth call of some methods fail, half of these after they had their effect.</summary>
/// <param name="methods">Names of the methods.</param>
public sealed class FailingCalls(params IReadOnlyCollection<string> methods) : IOutgoingGrainCallFilter
{
    private const int Period = 10;
    private int calls;

    /// <summary>Calls that failed.</summary>
    public int Failed => Volatile.Read(ref calls) / Period;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var number = methods.Contains(context.InterfaceMethod.Name) ? Interlocked.Increment(ref calls) : 1;
        if (number % Period != 0)
        {
            await context.Invoke();
            return;
        }
        if (number % (2 * Period) == 0)
            await context.Invoke();
        throw new TimeoutException("the test lost the answer");
    }
}
