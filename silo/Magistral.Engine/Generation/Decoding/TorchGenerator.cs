using Magistral.Contracts;
using Magistral.Engine.Adapters;
using Magistral.Engine.Generation.Kernels;
using Magistral.Engine.Lanes;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Method.Generation;

namespace Magistral.Engine.Generation.Decoding;

/// <summary>The generator on libtorch's matrix products, with a preallocated KV cache.</summary>
/// <remarks>
/// Use from one thread, but for preparing weights. Prompts are read in the same passes that decode the others. A sequence's draws depend on its own seed alone; its logits
/// differ in the last bits with the number of rows computed together, as matrix products do.
/// </remarks>
public sealed class TorchGenerator : IGenerator
{
    internal const long InPlaceParameters = 1 << 22;   // folded within a few milliseconds, less than handing them to another thread is worth
    private readonly ModelConfig config;
    private readonly LaneTeam team;
    private readonly DecoderWeights weights;
    private readonly DecodeLane[] lanes;
    private readonly HashSet<long> ids = [];

    /// <param name="config">Sizes of the model.</param>
    /// <param name="weights">The weights to begin with.</param>
    /// <param name="options">Size and place.</param>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    /// <exception cref="WeightShapeException">The weights are of another model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TorchGenerator(ModelConfig config, WeightSnapshot weights, GeneratorOptions options)
        : this(config, options, own => own.Apply(weights ?? throw new ArgumentNullException(nameof(weights))))
    {
    }

    /// <param name="parameters">The weights to begin with, copied; stay the caller's.</param>
    /// <param name="version">Their version.</param>
    /// <param name="options">Size and place.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TorchGenerator(FlatParameters parameters, int version, GeneratorOptions options)
        : this((parameters ?? throw new ArgumentNullException(nameof(parameters))).Config, options, own => own.Apply(parameters, version))
    {
    }

    /// <summary>A generator of an adapted model: the weights it is given from then on are those of the adapter alone.</summary>
    /// <param name="parameters">Of the model, frozen; shared, so they must outlive the generator.</param>
    /// <param name="lora">Of the adapter.</param>
    /// <param name="adapter">The adapter's weights to begin with.</param>
    /// <param name="options">Size and place.</param>
    /// <exception cref="AdapterException">The adapter's options cannot be.</exception>
    /// <exception cref="WeightShapeException">The weights are of another adapter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TorchGenerator(FlatParameters parameters, LoraOptions lora, WeightSnapshot adapter, GeneratorOptions options)
        : this((parameters ?? throw new ArgumentNullException(nameof(parameters))).Config, options, own =>
        {
            own.Adapt(parameters, lora ?? throw new ArgumentNullException(nameof(lora)));
            own.Apply(adapter ?? throw new ArgumentNullException(nameof(adapter)));
        })
    {
    }

    private TorchGenerator(ModelConfig config, GeneratorOptions options, Action<DecoderWeights> fill)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PrefillTokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, options.Slots);
        if (options.DataType == NumberFormat.F16)
            throw new ArgumentOutOfRangeException(nameof(options), options.DataType, "the generator computes in float32 or bfloat16: choose one of them");
        this.config = config;
        Slots = options.Slots;
        weights = new DecoderWeights(config, options.Device, options.DataType);
        try
        {
            fill(weights);
        }
        catch
        {
            weights.Dispose();
            throw;
        }

        team = new LaneTeam(options.Threads, "generator lane");
        lanes = [.. Enumerable.Range(0, options.Threads).Select(lane => Lane((options.Slots + options.Threads - 1 - lane) / options.Threads, options))];
    }

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public int LiveCount => lanes.Sum(lane => lane.LiveCount);

    /// <inheritdoc/>
    public int FreeSlots => lanes.Sum(lane => lane.FreeSlots);

    /// <inheritdoc/>
    public int WeightsVersion => weights.Version;

    /// <inheritdoc/>
    public bool PreparesWeights => config.ParameterCount > InPlaceParameters;

    /// <inheritdoc/>
    public void PrepareWeights(WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        EngineThread.Use(1);
        this.weights.Prepare(weights);
    }

    /// <inheritdoc/>
    public void ApplyWeights(WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        EngineThread.Use(1);
        this.weights.Apply(weights);
    }

    /// <inheritdoc/>
    public void Add(SequenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        if (FreeSlots == 0) throw new SequenceRequestException(request.Id, $"finds all {Slots} slots taken", "step until one is free");
        if (!ids.Add(request.Id)) throw new SequenceRequestException(request.Id, "is live already", "use each id once at a time");
        lanes.Where(lane => lane.FreeSlots > 0).MinBy(lane => lane.LiveCount)!.Add(request);
    }

    /// <inheritdoc/>
    public bool Cancel(long id) => lanes.Any(lane => lane.Cancel(id));

    /// <summary>What the completion of a live sequence holds so far; empty when none of that id is live.</summary>
    /// <param name="id">The request's.</param>
    /// <param name="from">Tokens to leave out at the beginning.</param>
    public ReadOnlyMemory<int> Sampled(long id, int from)
    {
        foreach (var lane in lanes)
            if (lane.Find(id) is { } sequence) return sequence.CompletionFrom(from);
        return default;
    }

    /// <inheritdoc/>
    public IReadOnlyList<SequenceProgress> TakeProgress(int leastTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leastTokens, 1);
        var taken = new List<SequenceProgress>();
        foreach (var lane in lanes) lane.TakeProgress(leastTokens, taken);
        return taken;
    }

    /// <inheritdoc/>
    public IReadOnlyList<FinishedSequence> Step()
    {
        if (ids.Count == 0) return [];
        team.Run(lane => lanes[lane].Step());
        if (lanes.All(lane => lane.Finished.Count == 0)) return [];
        FinishedSequence[] finished = [.. lanes.SelectMany(lane => lane.Finished)];
        foreach (var sequence in finished) ids.Remove(sequence.Id);
        return finished;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        team.Dispose();
        foreach (var lane in lanes) lane.Dispose();
        weights.Dispose();
    }

    private DecodeLane Lane(int slots, GeneratorOptions options)
    {
        var capacity = slots + options.PrefillTokens;
        return new(new LayeredKernels(config, weights, slots, capacity, options.Device), slots, capacity);
    }

    private void Check(SequenceRequest request)
    {
        if (request.PromptTokens.Length == 0) throw new SequenceRequestException(request.Id, "has an empty prompt", "give at least one token");
        if (request.MaxNewTokens < 1) throw new SequenceRequestException(request.Id, $"may sample {request.MaxNewTokens} tokens", "allow at least one");
        if (request.PromptTokens.Length + request.MaxNewTokens > config.Context)
            throw new SequenceRequestException(
                request.Id,
                $"may grow to {request.PromptTokens.Length} + {request.MaxNewTokens} tokens, the context is {config.Context}",
                "allow fewer new tokens or use a longer context");
        if (request.Prefix is { } prefix) Check(request, prefix);
        foreach (var token in request.PromptTokens.Concat(request.Prefix?.Tokens ?? []))
            if ((uint)token >= (uint)config.Vocabulary)
                throw new SequenceRequestException(request.Id, $"holds token {token}, the vocabulary ends at {config.Vocabulary - 1}", "use the model's own tokenizer");
        if (!(request.Temperature >= 0 && double.IsFinite(request.Temperature)) || !(request.TopP > 0 && request.TopP <= 1) || request.TopK < 0)
            throw new SequenceRequestException(
                request.Id,
                $"asks for temperature {request.Temperature}, top-p {request.TopP}, top-k {request.TopK}",
                "use temperature ≥ 0, top-p in (0, 1], top-k ≥ 0");
    }

    private static void Check(SequenceRequest request, TokenStream prefix)
    {
        if (!prefix.IsWhole)
            throw new SequenceRequestException(request.Id, "has a prefix whose tokens, log-probabilities and spans differ in number", "sample it from its prompt");
        if (prefix.Length > request.MaxNewTokens)
            throw new SequenceRequestException(
                request.Id, $"begins with {Counted.Of(prefix.Length, "token")} and may have {request.MaxNewTokens}", "sample it from its prompt");
    }
}
