namespace Magistral.Host.Tests.Clusters;

/// <summary>One cluster at a time: several would take each other's cores, and their deadlines with them.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection
{
    public const string Name = "clusters";
}
