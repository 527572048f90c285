using CsCheck;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Weights;
using Magistral.Testing;
using Xunit;

namespace Magistral.Engine.Tests.HuggingFace;

public sealed class RoundTripTests
{
    [Theory]
    [MemberData(nameof(ModelCheckTests.Folders), MemberType = typeof(ModelCheckTests))]
    public void A_folder_of_the_fixtures_comes_back_bit_by_bit(string name)
    {
        var source = ModelFolder.Open(Fixtures.Require(Path.Combine("models", name)));
        using var target = new TemporaryFolder();
        using (var parameters = source.Load(ComputeDevice.Cpu, NumberFormat.F32))
            ModelFolderWriter.Write(target.At("out"), parameters, source, shardBytes: 200_000, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SmallFolder.Tensors(source.DirectoryPath), SmallFolder.Tensors(target.At("out")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(source.DirectoryPath, "config.json")), File.ReadAllBytes(target.At("out/config.json")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(source.DirectoryPath, "generation_config.json")), File.ReadAllBytes(target.At("out/generation_config.json")));
        Assert.Equal(source.Config, ModelFolder.Open(target.At("out")).Config);
    }

    [Fact]
    public void Any_variant_in_any_format_and_any_shards_comes_back_bit_by_bit() =>
        Gen.Select(Gen.OneOfConst([.. SmallModel.Variants.Select(row => row.Data)]), Gen.Enum<NumberFormat>(), Gen.Int[500, 60_000]).Sample((variant, format, shardBytes) =>
        {
            var config = SmallModel.Variant(variant);
            if (config.QkvBias && !config.OutputBias) config = config with { HeadDim = 0 };   // Qwen2 has no width of its own
            using var folder = new TemporaryFolder();
            SmallFolder.Write(folder.At("one"), config, format, shardBytes);
            var source = ModelFolder.Open(folder.At("one"));
            Assert.Equal(config with { HeadDim = config.HeadWidth }, source.Config with { HeadDim = source.Config.HeadWidth });
            using var parameters = source.Load(ComputeDevice.Cpu, format);
            ModelFolderWriter.Write(folder.At("two"), parameters, source, cancellation: CancellationToken.None);
            Assert.Equal(SmallFolder.Tensors(folder.At("one")), SmallFolder.Tensors(folder.At("two")));
        }, iter: 12, threads: 1);

    [Fact]
    public void Weights_loaded_as_bfloat16_are_the_rounded_ones()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"));
        var source = ModelFolder.Open(folder.At("model"));
        using var exact = source.Load(ComputeDevice.Cpu, NumberFormat.F32);
        using var rounded = source.Load(ComputeDevice.Cpu, NumberFormat.BF16);
        var (one, other) = (new float[exact.Layout.Length], new float[exact.Layout.Length]);
        exact.CopyTo(one);
        rounded.CopyTo(other);
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) / 250));
        Assert.All(other, value => Assert.Equal(0u, BitConverter.SingleToUInt32Bits(value) & 0xFFFF));
    }

    [Fact]
    public void Another_format_is_written_and_said_in_the_config()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"));
        var source = ModelFolder.Open(folder.At("model"));
        using var parameters = source.Load(ComputeDevice.Cpu, NumberFormat.F32);
        ModelFolderWriter.Write(folder.At("half"), parameters, source, NumberFormat.BF16, cancellation: TestContext.Current.CancellationToken);
        var half = ModelFolder.Open(folder.At("half"));
        Assert.Equal(NumberFormat.BF16, half.Format);
        Assert.Equal(source.WeightBytes / 2, half.WeightBytes);
    }

    [Fact]
    public void Tokenizer_files_are_copied_and_code_is_not()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"));
        File.WriteAllText(folder.At("model/tokenizer.json"), "{}");
        File.WriteAllText(folder.At("model/modeling_other.py"), "raise SystemExit");
        var source = ModelFolder.Open(folder.At("model"));
        using var parameters = source.Load(ComputeDevice.Cpu, NumberFormat.F32);
        ModelFolderWriter.Write(folder.At("out"), parameters, source, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json"], Directory.EnumerateFiles(folder.At("out")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_holds_something_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"));
        Assert.Throws<ModelFolderException>(() => SmallFolder.Write(folder.At("model")));
    }

    [Fact]
    public void A_write_that_is_cancelled_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var parameters = SmallModel.Parameters(SmallModel.Config(), 7);
        Assert.Throws<OperationCanceledException>(() => ModelFolderWriter.Write(folder.At("out"), parameters, null, cancellation: new(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
