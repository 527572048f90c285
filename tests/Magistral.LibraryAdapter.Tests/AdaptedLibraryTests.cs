using System.Diagnostics;
using TorchSharp;
using Xunit;

namespace Magistral.LibraryAdapter.Tests;

public sealed class AdaptedLibraryTests : IDisposable
{
    private const string Version = "GLIBCXX_3.4.32";
    private readonly string folder = Directory.CreateTempSubdirectory("magistral-adapter-").FullName;
    private static readonly string Output = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    [Fact]
    public void The_library_in_the_output_no_longer_insists_on_the_version()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the version node concerns Linux alone");
        Assert.Equal(0, VersionNeeds.MarkWeak(File.ReadAllBytes(Output), Version));
    }

    [Fact]
    public void TorchSharp_loads_and_multiplies()
    {
        using var product = torch.ones(2, 3).mm(torch.ones(3, 2));
        Assert.Equal([3f, 3f, 3f, 3f], product.data<float>().ToArray());
    }

    [Fact]
    public void A_file_that_shares_its_bytes_by_a_hard_link_keeps_them()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "hard links are made with ln");
        var cached = Written("cached.so", SyntheticElf.Build([Version]));
        var output = Path.Combine(folder, "output.so");
        using (var link = Process.Start("ln", [cached, output]))
            link.WaitForExit();
        var before = File.ReadAllBytes(cached);

        Assert.Equal(1, AdaptedLibrary.Write(output, output, Version));

        Assert.Equal(before, File.ReadAllBytes(cached));
        Assert.NotEqual(before, File.ReadAllBytes(output));
    }

    [Fact]
    public void A_library_that_does_not_ask_is_copied_as_it_is()
    {
        var source = Written("source.so", SyntheticElf.Build(["GLIBCXX_3.4.30"]));
        var copy = Path.Combine(folder, "new", "copy.so");

        Assert.Equal(0, AdaptedLibrary.Write(source, copy, Version));
        Assert.Equal(File.ReadAllBytes(source), File.ReadAllBytes(copy));
    }

    [Fact]
    public void Nothing_but_the_library_is_left_behind()
    {
        var source = Written("source.so", SyntheticElf.Build([Version]));
        AdaptedLibrary.Write(source, source, Version);
        Assert.Equal([source], Directory.GetFiles(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Written(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
