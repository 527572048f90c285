using Magistral.Method.Randomness;
using Magistral.Silo.Security;
using Xunit;

namespace Magistral.Silo.Tests.Security;

public sealed class PendingBytesTests
{
    private const int Long = PendingBytes.ShortBytes + 1;

    [Fact]
    public void Short_messages_need_no_room()
    {
        var room = new PendingBytes(0);
        Assert.Equal(0, room.Change(0, PendingBytes.ShortBytes));
    }

    [Fact]
    public void A_long_message_beyond_the_room_gets_none_until_another_has_ended()
    {
        var room = new PendingBytes(2 * Long);
        Assert.Equal(Long, room.Change(0, Long));
        Assert.Equal(Long, room.Change(0, Long));
        Assert.Null(room.Change(0, Long));
        Assert.Equal(0, room.Change(Long, 0));
        Assert.Equal(Long, room.Change(0, Long));
    }

    [Fact]
    public async Task However_many_come_and_go_at_once_the_room_is_never_passed_and_all_of_it_comes_back()
    {
        const int Places = 5;
        var (room, holders) = (new PendingBytes(Places * Long), 0);
        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (worker, _) =>
        {
            var random = new SeededRandom(3, "pending", worker);
            for (var i = 0; i < 5000; i++)
            {
                if (room.Change(0, Long) is not { } held)
                    continue;
                Assert.InRange(Interlocked.Increment(ref holders), 1, Places);
                if (random.NextUInt64() % 8 == 0)
                    Thread.Yield();
                Interlocked.Decrement(ref holders);
                room.Change(held, 0);
            }
            return ValueTask.CompletedTask;
        });
        Assert.Equal(Places * Long, room.Change(0, Places * Long));
    }
}
