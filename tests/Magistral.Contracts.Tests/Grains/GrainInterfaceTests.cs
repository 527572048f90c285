using System.Reflection;
using Xunit;

namespace Magistral.Contracts.Tests.Grains;

public sealed class GrainInterfaceTests
{
    private static IEnumerable<MethodInfo> Calls =>
        typeof(MagistralException).Assembly.GetExportedTypes().Where(type => type.IsInterface).SelectMany(type => type.GetMethods());

    [Fact]
    public void Every_call_ends_in_a_cancellation_token() =>
        Assert.Empty(Calls.Where(call => call.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)).Select(Name));

    [Fact]
    public void Every_call_has_an_alias_so_that_renaming_it_breaks_no_wire() =>
        Assert.Empty(Calls.Where(call => call.GetCustomAttribute<AliasAttribute>() is null).Select(Name));

    [Fact]
    public void No_two_calls_of_a_grain_share_an_alias() =>
        Assert.Empty(Calls.GroupBy(call => (call.DeclaringType, call.GetCustomAttribute<AliasAttribute>()?.Alias)).Where(calls => calls.Count() > 1).Select(calls => calls.Key));

    private static string Name(MethodInfo call) => $"{call.DeclaringType!.Name}.{call.Name}";
}
