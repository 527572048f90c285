using System.Text;
using CsCheck;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Weights;

public sealed class SafetensorsTests
{
    private static readonly ModelConfig Config = SmallModel.Config(tied: false);

    private static IReadOnlyList<ParameterLeaf> Leaves => new ParameterLayout(Config).Leaves;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Weights_survive_a_round_trip_bit_by_bit()
    {
        var weights = SmallModel.Weights(Config, 1, version: 42);
        var read = await WeightFile.ReadAsync(new MemoryStream(await Written(weights)), Leaves, Cancellation);
        Assert.Equal((42, weights.ContentHash), (read.Version, read.ContentHash));
    }

    [Fact]
    public async Task An_optimizer_state_survives_a_round_trip()
    {
        await using var stream = OptimizerFile.Open(new(17, [1, -0f, float.MaxValue], [0.5f, 2, 3]));
        var read = await OptimizerFile.ReadAsync(stream, Cancellation);
        Assert.Equal((17, "1,-0,3.4028235E+38", "0.5,2,3"), (read.Step, string.Join(',', read.FirstMoments), string.Join(',', read.SecondMoments)));
    }

    [Fact]
    public async Task A_torn_stream_is_refused_wherever_it_ends()
    {
        var bytes = await Written(SmallModel.Weights(Config, 1));
        await Gen.Int[0, bytes.Length - 1].SampleAsync(async length =>
        {
            var torn = new MemoryStream(bytes, 0, length);
            await Assert.ThrowsAsync<SafetensorsException>(() => WeightFile.ReadAsync(torn, Leaves, Cancellation));
        }, iter: 50);
    }

    [Fact]
    public async Task A_model_of_other_sizes_is_refused()
    {
        var bytes = await Written(SmallModel.Weights(Config, 1));
        var other = new ParameterLayout(Config with { FeedForward = 41 }).Leaves;
        await Assert.ThrowsAsync<SafetensorsException>(() => WeightFile.ReadAsync(new MemoryStream(bytes), other, Cancellation));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,-4]}}""")]
    [InlineData("""{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""")]
    [InlineData("""{"a":7}""")]
    [InlineData("""["a"]""")]
    [InlineData("""{"a":""")]
    public async Task A_header_that_contradicts_itself_is_refused(string header)
    {
        var bytes = BitConverter.GetBytes((long)header.Length).Concat(Encoding.UTF8.GetBytes(header)).Concat(new byte[16]).ToArray();
        await Assert.ThrowsAsync<SafetensorsException>(() => Safetensors.ReadAsync(new MemoryStream(bytes), array => new float[array.Length], Cancellation));
    }

    [Fact]
    public async Task The_header_is_that_of_the_format()
    {
        var stream = new MemoryStream();
        await using (var file = Safetensors.Open([SafetensorsEntry.Of("a", [1, 2], new float[2])], new Dictionary<string, string> { ["k"] = "v" }))
            await file.CopyToAsync(stream, Cancellation);
        var length = BitConverter.ToInt64(stream.ToArray());
        Assert.Equal(
            """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""",
            Encoding.UTF8.GetString(stream.ToArray(), 8, (int)length).TrimEnd());
    }

    private static async Task<byte[]> Written(WeightSnapshot weights)
    {
        var stream = new MemoryStream();
        await using var file = WeightFile.Open(Leaves, weights);
        await file.CopyToAsync(stream, Cancellation);
        return stream.ToArray();
    }
}
