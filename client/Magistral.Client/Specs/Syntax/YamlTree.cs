using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Magistral.Client.Specs.Syntax;

/// <summary>Reads YAML into nodes that remember their place. Anchors, tags and several documents are faults: a spec is plain data.</summary>
internal sealed class YamlTree(string source, bool hasLines, FaultList faults)
{
    private const int DeepestNesting = 16;
    private const string TextTag = "tag:yaml.org,2002:str";

    /// <summary>The root of the one document; null when the text is not YAML, with a fault.</summary>
    public SpecNode? Read(string text)
    {
        var scanner = new Scanner(new StringReader(text));
        try
        {
            var parser = new Parser(scanner);
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out var empty))
                return new SpecScalar(At(empty.Start), "", quoted: false);
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, "", depth: 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _) && parser.Current is { } second)
                faults.Add(At(second.Start), "", "a second document begins here", "a run spec is one document: remove the rest");
            return root;
        }
        catch (YamlException fault)
        {
            faults.Add(At(fault.Start), "", $"this is not YAML: {Reason(fault)}", "correct the text at this place, or a little before it");
            return null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's scanner has such an end for a few texts: its issue 541
            faults.Add(At(scanner.CurrentPosition), "", "this is not YAML: a bracket, brace or quote is not closed, or a value is out of place", "correct the text at this place, or a little before it");
            return null;
        }
        catch (TooDeepException fault)
        {
            faults.Add(fault.Location, "", "values are nested too deeply", $"a run spec has {DeepestNesting} levels at most");
            return null;
        }
    }

    private SpecNode ReadNode(Parser parser, string path, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            faults.Add(At(alias.Start), path, $"the alias *{alias.Value} is not supported", "write the value out");
            return new SpecScalar(At(alias.Start), "", quoted: false);
        }
        var start = parser.Consume<NodeEvent>();
        if (depth > DeepestNesting)
            throw new TooDeepException(At(start.Start));
        if (!start.Anchor.IsEmpty)
            faults.Add(At(start.Start), path, $"the anchor &{start.Anchor} is not supported", "remove it and write values out");
        if (!start.Tag.IsEmpty && start.Tag.Value is not (TextTag or "!"))
            faults.Add(At(start.Start), path, $"the tag {start.Tag} is not supported", "remove it");
        return start switch
        {
            Scalar scalar => new SpecScalar(At(scalar.Start), scalar.Value, scalar.Style is not ScalarStyle.Plain || !scalar.Tag.IsEmpty),
            SequenceStart => ReadList(parser, At(start.Start), path, depth),
            _ => ReadMap(parser, At(start.Start), path, depth),
        };
    }

    private SpecList ReadList(Parser parser, SpecLocation location, string path, int depth)
    {
        var list = new SpecList(location);
        while (!parser.TryConsume<SequenceEnd>(out _))
            list.Items.Add(ReadNode(parser, SpecPath.Item(path, list.Items.Count), depth + 1));
        return list;
    }

    private SpecMap ReadMap(Parser parser, SpecLocation location, string path, int depth)
    {
        var map = new SpecMap(location);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, path, depth + 1);
            var child = key is SpecScalar { Text: var name } ? SpecPath.Child(path, name) : path;
            var value = ReadNode(parser, child, depth + 1);
            if (key is not SpecScalar scalar)
                faults.Add(key.Location, path, $"{key.Describe()} stands where a key is expected", "write a key such as seed");
            else if (map.Find(scalar.Text) is { } first)
                faults.Add(key.Location, child, $"this key was written before{(hasLines ? $", in line {first.Location.Line}" : "")}", "keep one of the two");
            else
                map.Set(new(scalar.Text, key.Location, value));
        }
        return map;
    }

    private SpecLocation At(Mark mark) => hasLines ? new(source, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column)) : new(source, 0, 0);

    private static string Reason(YamlException fault)
    {
        var text = (fault.InnerException as YamlException ?? fault).Message.Trim().TrimEnd('.');
        return text.Length == 0 ? "it cannot be parsed" : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
