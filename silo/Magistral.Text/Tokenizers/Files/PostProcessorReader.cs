namespace Magistral.Text.Tokenizers.Files;

/// <summary>Reads the `post_processor` of tokenizer.json: which ids stand before and after a text with special tokens.</summary>
internal static class PostProcessorReader
{
    private const string Known = "TemplateProcessing, ByteLevel, a Sequence of them, or none";

    public static (int[] Before, int[] After) Read(JsonPart? part)
    {
        if (part is not { } processor)
            return ([], []);
        var type = processor.Required("type");
        switch (type.Text())
        {
            case "Sequence":
                var steps = processor.Only("type", "processors").Required("processors").Items().Select(step => Read(step)).ToList();
                return ([.. Enumerable.Reverse(steps).SelectMany(step => step.Before)], [.. steps.SelectMany(step => step.After)]);
            case "ByteLevel":
                // it moves positions, which are not kept
                processor.Only("type", "add_prefix_space", "trim_offsets", "use_regex");
                return ([], []);
            case "TemplateProcessing":
                return Template(processor.Only("type", "single", "pair", "special_tokens"));
            default:
                throw type.Unknown(Known);
        }
    }

    private static (int[] Before, int[] After) Template(JsonPart part)
    {
        var ids = part.Required("special_tokens").Members().ToDictionary(
            member => member.Key, member => member.Value.Only("id", "ids", "tokens").Required("ids").Items().Select(id => id.Number()).ToArray());
        var (before, after, seen) = (new List<int>(), new List<int>(), false);
        foreach (var item in part.Required("single").Items())
        {
            if (item.Only("SpecialToken", "Sequence").Optional("Sequence") is { } sequence)
            {
                if (seen || sequence.Required("id").Text() != "A")
                    throw sequence.Unknown("one sequence A in `single`");
                seen = true;
                continue;
            }

            var name = item.Required("SpecialToken").Required("id");
            (seen ? after : before).AddRange(ids.TryGetValue(name.Text(), out var found) ? found : throw name.Damaged("is not among special_tokens"));
        }

        return seen ? ([.. before], [.. after]) : throw part.Damaged("leaves out the text");
    }
}
