using System.Globalization;
using System.Text.Json;

namespace Magistral.Grains.Storage;

/// <summary>
/// Entries in order, at positions from 0 on, in objects of so many: adding writes the newest object alone, and what is full changes only where the log is
/// cut off and goes on from there.
/// </summary>
/// <param name="store">Where it lies.</param>
/// <param name="folder">Keys begin with it; ends with a slash.</param>
/// <param name="chunkEntries">Entries an object, 1 or more.</param>
/// <param name="digits">Digits of an object's number in its key.</param>
/// <remarks>Used from one grain. An activation that another one followed can write nothing.</remarks>
public sealed class ChunkedLog<T>(IObjectStore store, string folder, int chunkEntries, int digits = 6)
{
    private List<T> newest = [];
    private GrainObject? chunk;
    private int number;
    private int listed; // the last object there was when it was opened: those after the newest may be empty

    /// <summary>Reads where it ends, once: what is written from now on follows what it holds now.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (chunk is not null)
            return;
        await foreach (var entry in store.ListAsync(folder, cancellation))
            listed = Math.Max(listed, int.Parse(entry.Key.Value.AsSpan(folder.Length), CultureInfo.InvariantCulture));
        var (at, found, entries) = (listed, default(GrainObject), new List<T>());
        for (; ; at--)
        {
            (found, entries) = await ChunkAsync(at, cancellation);
            if (entries.Count > 0 || at == 0)
                break;
        }
        (number, newest, chunk) = (at, entries, found);
        if (newest.Count == chunkEntries)
            await NextAsync(cancellation);
    }

    /// <summary>How many entries there are.</summary>
    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        return Count;
    }

    /// <summary>Adds entries.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation of the grain wrote; what was not written yet is not.</exception>
    public async Task AddAsync(IReadOnlyList<T> entries, CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        await WriteAsync(Count, entries, cancellation);
    }

    /// <summary>Writes entries from a position on, in place of all that stood there and after it. Made again, it leaves the same.</summary>
    /// <param name="at">The position of the first, 0 to the number of entries there are; or the beginning of a later object, where a power cut took what was before it.</param>
    /// <param name="entries">The entries; none only cuts the log off.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation of the grain wrote; what was not written yet is not.</exception>
    public async Task WriteAsync(long at, IReadOnlyList<T> entries, CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        if (at > Count && at % chunkEntries > 0)
            throw new ArgumentOutOfRangeException(nameof(at), at, $"the log ends at {Count}");
        if (at > Count)
            await MoveAsync((int)(at / chunkEntries), cancellation);
        while (number > at / chunkEntries) // from the end on: what a crash leaves has no gap
        {
            await chunk!.DeleteOwnAsync(cancellation);
            await MoveAsync(number - 1, cancellation);
        }
        var kept = newest.Take((int)(at % chunkEntries)).ToList();
        var done = 0;
        while (done < entries.Count || kept.Count < newest.Count)
        {
            var next = kept.Concat(entries.Skip(done).Take(chunkEntries - kept.Count)).ToList();
            done += next.Count - kept.Count;
            await chunk!.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(next), cancellation);
            newest = kept = next;
            if (newest.Count < chunkEntries)
                continue;
            await NextAsync(cancellation);
            kept = [];
        }
    }

    /// <summary>Every entry, in order; the objects are read side by side.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync(CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        var full = new List<T>[number];
        await Parallel.ForAsync(0, number, cancellation, async (at, token) => full[at] = await FullAsync(at, token));
        return [.. full.SelectMany(entries => entries), .. newest];
    }

    /// <summary>Entries from a position on, at most so many, in order.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync(long from, int count, CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        var read = new List<T>();
        var skipped = (int)(Math.Max(0, from) % chunkEntries);
        for (var at = Math.Max(0, from) / chunkEntries; at <= number && read.Count < count; at++, skipped = 0)
            read.AddRange((at < number ? await FullAsync((int)at, cancellation) : newest).Skip(skipped).Take(count - read.Count));
        return read;
    }

    private long Count => (long)number * chunkEntries + newest.Count;

    private async Task MoveAsync(int to, CancellationToken cancellation)
    {
        var (found, entries) = await ChunkAsync(to, cancellation);
        (number, chunk, newest) = (to, found, entries);
    }

    private async Task NextAsync(CancellationToken cancellation)
    {
        var next = number + 1 <= listed ? (await ChunkAsync(number + 1, cancellation)).Chunk : new GrainObject(store, KeyOf(number + 1));
        (number, chunk, newest) = (number + 1, next, []);
    }

    private async Task<(GrainObject Chunk, List<T> Entries)> ChunkAsync(int at, CancellationToken cancellation)
    {
        var found = new GrainObject(store, KeyOf(at));
        return (found, await found.ReadAsync(cancellation) is { } content ? Parsed(content) : []);
    }

    private async Task<List<T>> FullAsync(int at, CancellationToken cancellation) =>
        await store.GetAsync(KeyOf(at), cancellation) is { } found ? Parsed(found.Content) : throw new ObjectCorruptedException(KeyOf(at), "a part of a log", "nothing");

    private static List<T> Parsed(ReadOnlyMemory<byte> content) => JsonSerializer.Deserialize<List<T>>(content.Span)!;

    private StoreKey KeyOf(int at) => new(folder + at.ToString($"D{digits}", CultureInfo.InvariantCulture));
}
