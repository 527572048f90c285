namespace Magistral.Engine.Generation;

/// <summary>The tokens of one step: one a decoding sequence, several of a prompt that is being read.</summary>
/// <remarks>Row r is token <see cref="Tokens"/>[r] at position <see cref="Positions"/>[r] of the sequence in slot <see cref="Slots"/>[r].</remarks>
internal sealed class DecodeRows(int capacity)
{
    private readonly int[] tokens = new int[capacity];
    private readonly int[] slots = new int[capacity];
    private readonly int[] positions = new int[capacity];
    private readonly List<(LiveSequence Sequence, int Row)> outputs = new(capacity);

    public int Count { get; private set; }

    public ReadOnlySpan<int> Tokens => tokens.AsSpan(0, Count);

    public ReadOnlySpan<int> Slots => slots.AsSpan(0, Count);

    public ReadOnlySpan<int> Positions => positions.AsSpan(0, Count);

    /// <summary>Sequences whose next token is sampled in this step, with the row that predicts it.</summary>
    public IReadOnlyList<(LiveSequence Sequence, int Row)> Outputs => outputs;

    /// <summary>Chooses the rows: every decoding sequence, then prompts as far as the capacity reaches.</summary>
    public void Fill(IReadOnlyList<LiveSequence> live)
    {
        Count = 0;
        outputs.Clear();
        foreach (var sequence in live)
            if (sequence.Known - sequence.Computed == 1) Take(sequence, 1);
        foreach (var sequence in live)
            if (sequence.Known - sequence.Computed is > 1 and var pending && Count < capacity) Take(sequence, Math.Min(pending, capacity - Count));
    }

    private void Take(LiveSequence sequence, int count)
    {
        for (var i = 0; i < count; i++, Count++, sequence.Computed++)
        {
            tokens[Count] = sequence.TokenAt(sequence.Computed);
            slots[Count] = sequence.Slot;
            positions[Count] = sequence.Computed;
        }

        if (sequence.Computed == sequence.Known) outputs.Add((sequence, Count - 1));
    }
}
