using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>Reads the `pre_tokenizer` of tokenizer.json.</summary>
internal sealed class PreTokenizerReader
{
    private const string Known = "Sequence, Split, ByteLevel, Digits, Metaspace or none";

    private const string ByteLevelPattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private readonly List<Func<IPieceStage, IPieceStage>> stages = [];

    public PreTokenizerReader(JsonPart? part)
    {
        if (part is { } preTokenizer)
            Add(preTokenizer);
    }

    /// <summary>Whether pieces are encoded by their bytes.</summary>
    public bool ByteLevel { get; private set; }

    /// <summary>The pre-tokenizers with the model at their end.</summary>
    public IPieceStage Before(IPieceStage model) => Enumerable.Reverse(stages).Aggregate(model, (next, stage) => stage(next));

    /// <summary>What reads spaces as marks, as in SentencePiece.</summary>
    public static IPieceStage Metaspace(PrependScheme scheme, IPieceStage model) => new MetaspaceStage('\u2581', scheme, split: false, model);

    private void Add(JsonPart part)
    {
        var type = part.Required("type");
        if (ByteLevel)
            throw type.Unknown("ByteLevel as the last pre-tokenizer");
        switch (type.Text())
        {
            case "Sequence":
                foreach (var item in part.Only("type", "pretokenizers").Required("pretokenizers").Items())
                    Add(item);
                break;
            case "Split":
                AddSplit(part.Only("type", "pattern", "behavior", "invert"));
                break;
            case "Digits":
                var each = part.Only("type", "individual_digits").Flag("individual_digits", false);
                stages.Add(next => new RegexSplitter(new(@"\p{N}"), each ? SplitBehaviour.Isolated : SplitBehaviour.Contiguous, invert: false, next));
                break;
            case "Metaspace":
                AddMetaspace(part.Only("type", "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split"));
                break;
            case "ByteLevel":
                // trim_offsets concerns positions, which are not kept
                part.Only("type", "add_prefix_space", "trim_offsets", "use_regex");
                if (part.Flag("add_prefix_space", true))
                    stages.Add(next => new PrefixSpaceStage(next));
                if (part.Flag("use_regex", true))
                    stages.Add(next => new RegexSplitter(new(ByteLevelPattern), SplitBehaviour.Isolated, invert: false, next));
                ByteLevel = true;
                break;
            default:
                throw type.Unknown(Known);
        }
    }

    private void AddSplit(JsonPart part)
    {
        var (regex, invert, behaviour) = (PatternReader.Regex(part.Required("pattern")), part.Flag("invert", false), part.Required("behavior"));
        var kind = behaviour.Text() switch
        {
            "Removed" => SplitBehaviour.Removed,
            "Isolated" => SplitBehaviour.Isolated,
            "MergedWithPrevious" => SplitBehaviour.MergedWithPrevious,
            "MergedWithNext" => SplitBehaviour.MergedWithNext,
            "Contiguous" => SplitBehaviour.Contiguous,
            _ => throw behaviour.Unknown("Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous"),
        };
        stages.Add(next => new RegexSplitter(regex, kind, invert, next));
    }

    private void AddMetaspace(JsonPart part)
    {
        var (mark, split, scheme) = (MarkOf(part), part.Flag("split", true), SchemeOf(part));
        stages.Add(next => new MetaspaceStage(mark, scheme, split, next));
    }

    /// <summary>The mark of a Metaspace.</summary>
    public static char MarkOf(JsonPart part) =>
        part.Required("replacement") is var mark && mark.Text() is { Length: 1 } text ? text[0] : throw mark.Damaged("is not one character");

    /// <summary>Where a Metaspace puts marks; older files say it by `add_prefix_space`.</summary>
    public static PrependScheme SchemeOf(JsonPart part) => part.Optional("prepend_scheme") is not { } scheme
        ? part.Flag("add_prefix_space", true) ? PrependScheme.Always : PrependScheme.Never
        : scheme.Text() switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            _ => throw scheme.Unknown("always, first or never"),
        };
}
