using CsCheck;
using Xunit;

namespace Magistral.LibraryAdapter.Tests;

public class VersionNeedsTests
{
    private static readonly string[] Versions = ["GLIBCXX_3.4.3", "GLIBCXX_3.4.32", "CXXABI_1.3"];

    [Fact]
    public void Only_the_flags_of_the_named_version_change()
    {
        var before = SyntheticElf.Build(Versions);
        var after = before.ToArray();

        Assert.Equal(1, VersionNeeds.MarkWeak(after, "GLIBCXX_3.4.32"));

        var changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal(0x2, after[changed]);
    }

    [Fact]
    public void Marking_twice_changes_nothing_the_second_time()
    {
        var image = SyntheticElf.Build(Versions);
        VersionNeeds.MarkWeak(image, "GLIBCXX_3.4.32");
        var once = image.ToArray();

        Assert.Equal(0, VersionNeeds.MarkWeak(image, "GLIBCXX_3.4.32"));
        Assert.Equal(once, image);
    }

    [Fact]
    public void A_version_that_nothing_asks_for_leaves_the_image_as_it_is()
    {
        var image = SyntheticElf.Build(["GLIBCXX_3.4.3"]);
        var before = image.ToArray();

        Assert.Equal(0, VersionNeeds.MarkWeak(image, "GLIBCXX_3.4.32"));
        Assert.Equal(before, image);
    }

    [Fact]
    public void Other_flags_of_the_entry_stay() =>
        Assert.Contains((byte)0x12, Marked(SyntheticElf.Build(["GLIBCXX_3.4.32"], flags: 0x10)));

    [Fact]
    public void A_damaged_image_is_refused_and_never_crashes() =>
        Gen.Select(Gen.Int[0, 400], Gen.Byte, Gen.Int[0, 400]).Sample((at, value, length) =>
        {
            var image = SyntheticElf.Build(Versions);
            image[at % image.Length] = value;
            image = image[..Math.Min(length, image.Length)];
            var error = Record.Exception(() => VersionNeeds.MarkWeak(image, "GLIBCXX_3.4.32"));
            Assert.True(error is null or InvalidDataException, error?.ToString());
        });

    [Fact]
    public void Something_else_than_a_library_is_refused() =>
        Assert.Throws<InvalidDataException>(() => VersionNeeds.MarkWeak(new byte[256], "GLIBCXX_3.4.32"));

    private static byte[] Marked(byte[] image)
    {
        VersionNeeds.MarkWeak(image, "GLIBCXX_3.4.32");
        return image;
    }
}
