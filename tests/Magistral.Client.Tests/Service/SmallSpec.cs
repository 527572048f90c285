using Magistral.Client.Specs;
using Magistral.Contracts.Specs;

namespace Magistral.Client.Tests.Service;

/// <summary>Small specs, each under a name of its own.</summary>
internal static class SmallSpec
{
    public static RunSpec Of(string name) => new RunSpecBuilder(name)
        .Rl(rl => rl with { GroupSize = 4, NAsync = 8, NBatch = 8, NMinibatch = 8 })
        .Stage("one", stage => stage with { Problems = new() { Digits = 1 } })
        .Build();
}
