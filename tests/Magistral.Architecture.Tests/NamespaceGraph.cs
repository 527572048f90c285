using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Magistral.Architecture.Tests;

/// <summary>Which namespace uses which: by its usings, by qualified names, and by the types it sees of the namespaces around it.</summary>
internal sealed class NamespaceGraph
{
    private readonly ILookup<string, string> types;
    private readonly Dictionary<string, SortedDictionary<string, string>> uses;

    /// <param name="files">All that may use each other; a file has one namespace.</param>
    public NamespaceGraph(IReadOnlyList<SourceFile> files)
    {
        types = files.SelectMany(file => TypesOf(file).Select(name => (Space: SpaceOf(file), Name: name))).ToLookup(type => type.Space, type => type.Name);
        uses = types.ToDictionary(space => space.Key, _ => new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var file in files)
            foreach (var (used, node) in UsesOf(file))
                if (uses.TryGetValue(SpaceOf(file), out var found) && used != SpaceOf(file))
                    found.TryAdd(used, file.At(node));
    }

    /// <summary>Namespaces that hold a type.</summary>
    public int Count => uses.Count;

    /// <summary>Every use within a set of namespaces that reach each other, with the place that shows it.</summary>
    public IEnumerable<string> Circles()
    {
        var reached = uses.Keys.ToDictionary(space => space, Reached);
        return from space in uses.Keys.Order(StringComparer.Ordinal)
               from use in uses[space]
               where reached[use.Key].Contains(space)
               select $"{space} uses {use.Key}: {use.Value}";
    }

    public static string SpaceOf(SourceFile file) => file.All<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    private static IEnumerable<string> TypesOf(SourceFile file) => file.All<MemberDeclarationSyntax>()
        .Where(member => member.Parent is BaseNamespaceDeclarationSyntax)
        .Select(member => member switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => "",
        });

    private HashSet<string> Reached(string start)
    {
        var (reached, next) = (new HashSet<string>(), new Stack<string>(uses[start].Keys));
        while (next.TryPop(out var space))
            if (reached.Add(space))
                foreach (var use in uses[space].Keys)
                    next.Push(use);
        return reached;
    }

    private IEnumerable<(string Space, SyntaxNode At)> UsesOf(SourceFile file)
    {
        var around = Around(SpaceOf(file)).ToList();
        foreach (var directive in file.All<UsingDirectiveSyntax>())
            if (Around(directive.NamespaceOrType.ToString()).FirstOrDefault(types.Contains) is { } space)
                yield return (space, directive);
        foreach (var node in file.Tree.GetRoot().DescendantNodes(inner => inner is not UsingDirectiveSyntax))
            if (UsedBy(node, around) is { } space)
                yield return (space, node);
    }

    private string? UsedBy(SyntaxNode node, List<string> around) => node switch
    {
        QualifiedNameSyntax name => Qualified(name.Left.ToString(), name.Right.Identifier.Text, around),
        MemberAccessExpressionSyntax access => Qualified(access.Expression.ToString(), access.Name.Identifier.Text, around),
        SimpleNameSyntax { Parent: AttributeSyntax } name => around.Find(space => types[space].Contains(name.Identifier.Text + "Attribute")),
        SimpleNameSyntax name when !IsMember(name) => around.Find(space => types[space].Contains(name.Identifier.Text)),
        _ => null,
    };

    private string? Qualified(string left, string right, List<string> around) =>
        around.Select(space => $"{space}.{left}").Append(left).FirstOrDefault(space => types[space].Contains(right));

    private static bool IsMember(SimpleNameSyntax name) =>
        (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name) || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name);

    // A.B.C, A.B, A: what a name in a namespace is looked for in, before the usings.
    private static IEnumerable<string> Around(string space)
    {
        for (; space.Length > 0; space = space[..Math.Max(0, space.LastIndexOf('.'))])
            yield return space;
    }
}
