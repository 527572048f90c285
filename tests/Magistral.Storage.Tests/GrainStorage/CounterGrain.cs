namespace Magistral.Storage.Tests.GrainStorage;

[Alias("magistral.tests.counter")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<int> AddAsync(int amount);

    [Alias("clear")]
    Task ClearAsync();

    [Alias("forget")]
    Task ForgetAsync();
}

[GrainType("counter")]
public sealed class CounterGrain([PersistentState("count", "objects")] IPersistentState<CounterState> counter) : Grain, ICounterGrain
{
    public async Task<int> AddAsync(int amount)
    {
        counter.State = new(counter.State.Total + amount, [.. counter.State.Parts ?? [], amount], DayOfWeek.Friday);
        await counter.WriteStateAsync();
        return counter.State.Total;
    }

    public Task ClearAsync() => counter.ClearStateAsync();

    public Task ForgetAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

[GenerateSerializer, Alias("magistral.tests.counter-state")]
public sealed record CounterState([property: Id(0)] int Total, [property: Id(1)] int[]? Parts, [property: Id(2)] DayOfWeek Day);
