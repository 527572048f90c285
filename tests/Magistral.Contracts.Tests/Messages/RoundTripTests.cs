using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Magistral.Contracts.Tests.Messages;

/// <summary>Whatever a grain sends arrives: every message and every error of the contracts, with every member.</summary>
public sealed class RoundTripTests
{
    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer(builder => builder.AddAssembly(typeof(MagistralException).Assembly))
        .BuildServiceProvider().GetRequiredService<Serializer>();

    public static TheoryData<Type> Messages => [.. Travelling.Where(type => !typeof(Exception).IsAssignableFrom(type))];

    public static TheoryData<Type> Errors => [.. Travelling.Where(type => typeof(Exception).IsAssignableFrom(type))];

    private static IEnumerable<Type> Travelling => typeof(MagistralException).Assembly.GetExportedTypes()
        .Where(type => type is { IsInterface: false, IsEnum: false } && type.GetCustomAttribute<GenerateSerializerAttribute>() is not null);

    [Theory, MemberData(nameof(Messages))]
    public void A_message_arrives_with_every_member(Type type)
    {
        var sent = new FilledMessages().Of(type);
        MessageComparison.Same(sent, Travel(sent), type.Name);
    }

    [Theory, MemberData(nameof(Errors))]
    public void An_error_arrives_with_what_happened_and_how_to_mend_it(Type type)
    {
        var sent = (MagistralException)new FilledMessages().Of(type);
        var arrived = Travel(sent);
        MessageComparison.Same(sent, arrived, type.Name);
        Assert.Equal($"{sent.What}: {sent.Remedy}", Assert.IsType<MagistralException>(arrived, exactMatch: false).Message);
    }

    [Fact]
    public void Every_type_that_a_grain_takes_or_gives_can_travel()
    {
        var named = typeof(MagistralException).Assembly.GetExportedTypes().Where(type => type.IsInterface)
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .SelectMany(Parts)
            .Where(type => type.Assembly == typeof(MagistralException).Assembly && !type.IsEnum);
        Assert.Empty(named.Except(Travelling));
    }

    private static IEnumerable<Type> Parts(Type type) => type.GetGenericArguments().SelectMany(Parts).Append(type);

    private static object Travel(object sent) => Serializer.Deserialize<object>(Serializer.SerializeToArray(sent))!;
}
