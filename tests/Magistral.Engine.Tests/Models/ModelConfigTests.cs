using Magistral.Engine.Models;
using Xunit;

namespace Magistral.Engine.Tests.Models;

public sealed class ModelConfigTests
{
    [Fact]
    public void The_benchmark_model_has_819200_matrix_parameters() =>
        Assert.Equal(819_200, Magistral.Engine.Benchmarks.BenchmarkModel.WithContext(80).MatrixParameterCount);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_layout_holds_as_many_numbers_as_the_config_counts(bool tied)
    {
        var config = SmallModel.Config(tied: tied, headDim: 6);
        Assert.Equal(config.ParameterCount, new ParameterLayout(config).Length);
    }

    [Theory]
    [MemberData(nameof(SmallModel.Variants), MemberType = typeof(SmallModel))]
    public void The_layout_of_every_variant_holds_as_many_numbers_as_the_config_counts(string variant) =>
        Assert.Equal(SmallModel.Variant(variant).ParameterCount, new ParameterLayout(SmallModel.Variant(variant)).Length);

    [Fact]
    public void A_window_that_names_other_layers_than_the_model_has_is_refused() =>
        Assert.Throws<ModelConfigException>(() => (SmallModel.Config() with { Window = new(4, [false]) }).Validate());

    [Fact]
    public void Windows_are_compared_by_value()
    {
        Assert.Equal(SmallModel.Variant("window in one layer"), SmallModel.Variant("window in one layer"));
        Assert.NotEqual(new SlidingWindow(4, [true, false]), new SlidingWindow(4, [false, true]));
    }

    [Fact]
    public void A_head_count_that_does_not_divide_the_width_is_refused()
    {
        var error = Assert.Throws<ModelConfigException>(() => (SmallModel.Config() with { Heads = 5 }).Validate());
        Assert.Contains("hidden 32 is not a multiple of heads 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_heads_that_do_not_divide_the_heads_are_refused() =>
        Assert.Throws<ModelConfigException>(() => SmallModel.Config(kvHeads: 3).Validate());

    [Fact]
    public void An_odd_head_is_refused() => Assert.Throws<ModelConfigException>(() => SmallModel.Config(headDim: 5).Validate());

    [Fact]
    public void A_device_that_does_not_exist_is_refused() => Assert.Throws<ModelConfigException>(() => ComputeDevice.Parse("tpu"));

    [Fact]
    public void The_same_seed_gives_the_same_parameters()
    {
        using var first = FlatParameters.Create(SmallModel.Config(), 7, ComputeDevice.Cpu);
        using var second = FlatParameters.Create(SmallModel.Config(), 7, ComputeDevice.Cpu);
        Assert.Equal(first.Snapshot(0).ContentHash, second.Snapshot(0).ContentHash);
    }

    [Fact]
    public void Another_seed_gives_other_parameters()
    {
        using var first = FlatParameters.Create(SmallModel.Config(), 7, ComputeDevice.Cpu);
        using var second = FlatParameters.Create(SmallModel.Config(), 8, ComputeDevice.Cpu);
        Assert.NotEqual(first.Snapshot(0).ContentHash, second.Snapshot(0).ContentHash);
    }
}
