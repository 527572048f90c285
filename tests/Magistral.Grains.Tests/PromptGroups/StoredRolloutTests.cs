using System.Text.Json;
using Magistral.Contracts.PromptGroups;
using Magistral.Grains.PromptGroups;
using Magistral.Grains.Storage;
using Magistral.Method.Generation;
using Magistral.Storage.GrainStorage;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class StoredRolloutTests
{
    /// <summary>As version 0.1.0 wrote it.</summary>
    private const string OldState = """
        {"holder":"g","phase":"Verifying","promptTokens":"BgAAAAoAAAA=","rollouts":[{"generated":{"index":0,"tokens":"FQAAAAYAAAAKAAAA","logProbs":"AACAvwAAAMAAAEDA",
        "versions":[{"version":{"number":4},"count":2},{"version":{"number":5},"count":1}],"finish":"Stop","text":"so"},"generatorId":"g","score":null,"advantage":null}]}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_state_of_version_0_1_0_gives_its_rollouts_and_is_written_as_it_was()
    {
        var state = PromptGroup.Upgrade(JsonSerializer.Deserialize<PromptGroupState>(OldState, GrainStateJson.Options)!);
        var expected = new TokenStream([21, 6, 10], [-1, -2, -3], [new(2, new(4)), new(1, new(5))]);
        Assert.Equal(new GeneratedRollout(0, expected, FinishReason.Stop, "so"), state.Rollouts![0].ToGenerated());
        Assert.Equal((3, FinishReason.Stop), (state.Records[0].LengthTokens, state.Records[0].Finish));
        Assert.Equal(expected.Spans, state.Records[0].Spans);
        Assert.Equal(TokenStream.Given([6, 10]), StoredRollout.PromptOf(state.PromptTokens));
        var again = JsonSerializer.Deserialize<PromptGroupState>(JsonSerializer.Serialize(state, GrainStateJson.Options), GrainStateJson.Options)!;
        Assert.Equal(expected, again.Rollouts![0].ToGenerated().Completion);
        Assert.Equal(expected.Spans, again.Records[0].Spans);
    }

    [Fact]
    public async Task A_journal_of_version_0_1_0_is_gone_on_with()
    {
        var store = new InMemoryObjectStore();
        var old = """[{"Index":3,"Tokens":"BAAAAAUAAAA=","LogProbs":"AACAvwAAAMA=","Versions":[{"Version":{"Number":1},"Count":2}]}]"""u8;
        await store.PutAsync(StoreKey.Of("runs", "run", "journal", "00000007"), old.ToArray(), PutCondition.IfAbsent, durable: false, Cancellation);
        var journal = new GroupJournal(store, new("run", 7));
        await journal.ReadAsync(Cancellation);
        Assert.Equal([new PartialRollout(3, TokenStream.Sampled([4, 5], [-1, -2], new(1)))], journal.Partials);
    }

    [Fact]
    public async Task A_beginning_with_given_tokens_comes_back_from_its_journal()
    {
        var store = new InMemoryObjectStore();
        var beginning = new PartialRollout(3, TokenStream.Sampled([4, 5], [-1, -2], new(1)).Append(TokenStream.Given([6])).Append(TokenStream.Sampled([7], [-3], new(1))));
        await new GroupJournal(store, new("run", 7)).AddAsync([beginning], [3], Cancellation);
        var next = new GroupJournal(store, new("run", 7));
        await next.ReadAsync(Cancellation);
        Assert.Equal([beginning], next.Partials);
    }
}
