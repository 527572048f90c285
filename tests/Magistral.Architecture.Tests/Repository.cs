using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Magistral.Architecture.Tests;

/// <summary>The files of this repository, as they lie beside the tests that run.</summary>
internal static class Repository
{
    /// <summary>The folders that hold what users run.</summary>
    public static readonly string[] Product = ["client", "grains", "silo", "infra"];

    private static readonly string[] Built = ["bin", "obj", "artifacts", "TestResults", ".git"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllSources = new(() =>
        [.. Files("*.cs", [.. Product, "tests"]).AsParallel().Select(path => new SourceFile(path, CSharpSyntaxTree.ParseText(File.ReadAllText(Full(path)))))]);

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file, product and tests.</summary>
    public static IReadOnlyList<SourceFile> Sources => AllSources.Value;

    /// <summary>The C# files of what users run.</summary>
    public static IEnumerable<SourceFile> ProductSources => Sources.Where(file => Product.Any(folder => file.Path.StartsWith(folder + '/', StringComparison.Ordinal)));

    /// <summary>Paths, relative to the root, of files that are not built.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) => folders
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(Built.Contains))
        .Order(StringComparer.Ordinal);

    public static string Full(string path) => Path.Combine(Root, path);

    /// <summary>What a project refers to: names of projects or packages.</summary>
    /// <param name="name">The project.</param>
    /// <param name="kind">ProjectReference or PackageReference.</param>
    public static string[] References(string name, string kind) =>
        [.. XDocument.Load(Full(Files(name + ".csproj", [.. Product, "tests"]).Single()))
            .Descendants(kind)
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")! + (kind == "PackageReference" ? ".x" : "")))];

    /// <summary>A project and all that its references reach.</summary>
    public static IReadOnlySet<string> Reached(string project)
    {
        var (reached, next) = (new HashSet<string>(), new Stack<string>([project]));
        while (next.TryPop(out var name))
            if (reached.Add(name))
                foreach (var reference in References(name, "ProjectReference"))
                    next.Push(reference);
        return reached;
    }

    /// <summary>The projects under a folder.</summary>
    public static IEnumerable<string> Projects(params string[] folders) => Files("*.csproj", folders).Select(path => Path.GetFileNameWithoutExtension(path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Magistral.Orleans.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not lie in the repository: build them there");
    }
}
