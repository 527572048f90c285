using System.Globalization;
using System.Text.Json;

namespace Magistral.Grains.Storage;

/// <summary>
/// Entries in order, in objects of so many: adding writes the newest object alone, and what is full never changes again.
/// </summary>
/// <param name="store">Where it lies.</param>
/// <param name="folder">Keys begin with it; ends with a slash.</param>
/// <param name="chunkEntries">Entries an object, 1 or more.</param>
/// <remarks>Used from one grain. An activation that another one followed can write nothing.</remarks>
public sealed class ChunkedLog<T>(IObjectStore store, string folder, int chunkEntries)
{
    private readonly List<T> newest = [];
    private GrainObject? chunk;
    private int number;

    /// <summary>Adds entries.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation of the grain wrote; what was not written yet is not.</exception>
    public async Task AddAsync(IReadOnlyList<T> entries, CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        for (var done = 0; done < entries.Count;)
        {
            var taken = entries.Skip(done).Take(chunkEntries - newest.Count).ToList();
            await chunk!.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(newest.Concat(taken)), cancellation);
            newest.AddRange(taken);
            done += taken.Count;
            if (newest.Count < chunkEntries)
                continue;
            newest.Clear();
            chunk = new(store, KeyOf(++number));
        }
    }

    /// <summary>Every entry, in order; the objects are read side by side.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync(CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        var full = new List<T>[number];
        await Parallel.ForAsync(0, number, cancellation, async (at, token) => full[at] = await ReadAsync(at, token));
        return [.. full.SelectMany(entries => entries), .. newest];
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        if (chunk is not null)
            return;
        var last = 0;
        await foreach (var entry in store.ListAsync(folder, cancellation))
            last = Math.Max(last, int.Parse(entry.Key.Value.AsSpan(folder.Length), CultureInfo.InvariantCulture));
        var found = new GrainObject(store, KeyOf(last));
        if (await found.ReadAsync(cancellation) is { } content)
            newest.AddRange(JsonSerializer.Deserialize<List<T>>(content.Span)!);
        number = last;
        chunk = found;
        if (newest.Count < chunkEntries)
            return;
        newest.Clear();
        chunk = new(store, KeyOf(++number));
    }

    private async Task<List<T>> ReadAsync(int at, CancellationToken cancellation) => await store.GetAsync(KeyOf(at), cancellation) is { } found
        ? JsonSerializer.Deserialize<List<T>>(found.Content.Span)!
        : throw new ObjectCorruptedException(KeyOf(at), "a part of a log", "nothing");

    private StoreKey KeyOf(int at) => new(string.Create(CultureInfo.InvariantCulture, $"{folder}{at:D6}"));
}
