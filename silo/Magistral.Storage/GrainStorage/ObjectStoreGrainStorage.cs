using System.Text.Json;
using Magistral.Grains.Storage;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Magistral.Storage.GrainStorage;

/// <summary>Keeps the state of grains as JSON objects in a store, so that people can read what the books say.</summary>
/// <param name="store">Where the objects go.</param>
/// <param name="json">How states are written; null: <see cref="GrainStateJson.Options"/>.</param>
/// <param name="activators">Makes the first state of a grain that has none.</param>
/// <remarks>Puts are not flushed to the disk one by one: they survive the death of the process, not a loss of power. Thread-safe.</remarks>
public sealed class ObjectStoreGrainStorage(IObjectStore store, IActivatorProvider activators, JsonSerializerOptions? json = null) : IGrainStorage
{
    private readonly JsonSerializerOptions options = json ?? GrainStateJson.Options;

    /// <inheritdoc/>
    /// <exception cref="GrainStateUnreadableException">What is stored is not the JSON of a <typeparamref name="T"/>.</exception>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = GrainStateKey.Of(grainId, stateName);
        var found = await store.GetAsync(key, CancellationToken.None);
        grainState.State = found is null ? NewState<T>() : Read<T>(key, found.Content.Span);
        grainState.ETag = found?.ETag.Value;
        grainState.RecordExists = found is not null;
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">The stored state is not the one that was read.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = GrainStateKey.Of(grainId, stateName);
        var condition = grainState.ETag is { } read ? PutCondition.IfMatch(new(read)) : PutCondition.IfAbsent;
        try
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(grainState.State, options);
            grainState.ETag = (await store.PutAsync(key, content, condition, durable: false, CancellationToken.None)).Value;
            grainState.RecordExists = true;
        }
        catch (ETagMismatchException error)
        {
            throw MovedOn(grainId, error);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">The stored state is not the one that was read.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = GrainStateKey.Of(grainId, stateName);
        try
        {
            await store.DeleteAsync(key, grainState.ETag is { } read ? new ETag(read) : null, CancellationToken.None);
        }
        catch (ETagMismatchException error)
        {
            throw MovedOn(grainId, error);
        }
        grainState.State = NewState<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private T NewState<T>() => activators.GetActivator<T>().Create();

    private T Read<T>(StoreKey key, ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content, options) ?? throw new JsonException("it is null");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new GrainStateUnreadableException(key, error);
        }
    }

    private static InconsistentStateException MovedOn(GrainId grain, ETagMismatchException error) =>
        new($"the state of {grain} has moved on, another activation wrote it: the call may be repeated", error.Found?.Value, error.Expected?.Value, error);
}
