using Magistral.Contracts.PromptGroups;
using Magistral.Grains.Queue;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

public sealed class EndedTallyTests
{
    public static TheoryData<GroupEnd, EndedTally, int> Ends { get; } = new()
    {
        { GroupEnd.TrainedAt(3), new() { Trained = 2 }, 0 },
        { new(GroupPhase.NoSignal, GroupEnd.AllRight), new() { AllRight = 2 }, 2 },
        { new(GroupPhase.NoSignal, GroupEnd.AllWrong), new() { AllWrong = 2 }, 2 },
        { new(GroupPhase.NoSignal, GroupEnd.AllEqual), new() { AllEqual = 2 }, 2 },
        { new(GroupPhase.Stale, "old"), new() { Stale = 2 }, 0 },
        { new(GroupPhase.Failed, "broken"), new() { Failed = 2 }, 0 },
        { new(GroupPhase.Abandoned, "over"), new() { Abandoned = 2 }, 0 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Every_end_is_counted_where_it_belongs(GroupEnd end, EndedTally tally, int noSignal)
    {
        Assert.Equal(tally, new EndedTally().With(end).With(end));
        Assert.Equal(noSignal, tally.NoSignal);
    }

    [Fact]
    public void Groups_without_signal_are_those_of_all_three_kinds() => Assert.Equal(7, new EndedTally { AllRight = 1, AllWrong = 2, AllEqual = 4 }.NoSignal);

    [Fact]
    public void A_phase_in_which_a_group_goes_on_is_no_end() => Assert.StartsWith(
        "Ready is no end of a group", Assert.Throws<ArgumentException>("end", () => new EndedTally().With(new(GroupPhase.Ready, ""))).Message, StringComparison.Ordinal);
}
