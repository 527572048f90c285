using System.Buffers.Binary;
using System.IO.Pipelines;
using Magistral.Silo.Security;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Security;

public sealed class WatchedReaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider clock = new();
    private readonly Pipe pipe = new();
    private readonly List<string> ends = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WatchedReader Reader => new(pipe.Reader, new FrameWalk(mostFirstBytes: 64, mostBytes: 1024), new PendingBytes(1 << 20), Patience, clock, () => null, ends.Add);

    [Theory]
    [InlineData(3)] // the cut is within the lengths of the next message
    [InlineData(8)] // between its lengths and its bytes
    [InlineData(10)] // within its bytes
    public async Task A_connection_on_which_messages_never_stop_goes_on(int cut)
    {
        var reader = Reader;
        await pipe.Writer.WriteAsync((byte[])[4, 0, 0, 0, 1, 2, 3, 4, .. Message()[..cut]], Cancellation);
        for (var message = 0; message < 10; message++)
        {
            var read = await reader.ReadAsync(Cancellation);
            reader.AdvanceTo(read.Buffer.GetPosition(read.Buffer.Length - cut), read.Buffer.End); // what is whole is taken
            clock.Advance(0.6 * Patience);
            await pipe.Writer.WriteAsync((byte[])[.. Message()[cut..], .. Message()[..cut]], Cancellation);
        }
        Assert.Empty(ends);
    }

    [Fact]
    public async Task A_message_that_comes_in_drops_ends_its_connection_when_it_takes_too_long()
    {
        var reader = Reader;
        await pipe.Writer.WriteAsync((byte[])[4, 0, 0, 0, 1, 2, 3, 4, .. Message()[..8]], Cancellation);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
            {
                var read = await reader.ReadAsync(Cancellation);
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                clock.Advance(0.4 * Patience);
                await pipe.Writer.WriteAsync((byte[])[0], Cancellation);
            }
        });
        Assert.Contains("did not come to its end", Assert.Single(ends), StringComparison.Ordinal);
    }

    /// <summary>A message with a header of 4 bytes and a body of 8.</summary>
    private static byte[] Message()
    {
        var bytes = new byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 4);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 8);
        return bytes;
    }
}
