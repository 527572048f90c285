using Azure.Core;
using Azure.Core.Pipeline;

namespace Magistral.Storage.Tests.Blobs;

/// <summary>A connection that breaks at its n-th request, before it is sent or before its answer is read, for a while or for good.</summary>
internal sealed class BrokenConnection(int at, bool sent, int times = int.MaxValue) : HttpPipelinePolicy
{
    private int requests;

    public int Requests => Volatile.Read(ref requests);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var number = Interlocked.Increment(ref requests);
        var broken = number >= at && number - at < times;
        if (broken && (!sent || number > at)) throw new IOException("the connection broke");
        await ProcessNextAsync(message, pipeline);
        if (broken) throw new IOException("the answer was lost");
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
