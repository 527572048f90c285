namespace Magistral.Client.Tests.Service;

/// <summary>Tests that measure what a flood takes of the whole process: beside others they would measure these.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GatewayCollection
{
    public const string Name = "gateway";
}
