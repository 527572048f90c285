namespace Magistral.Host.Configuration;

/// <summary>How silos find each other.</summary>
internal sealed record ClusterSettings
{
    /// <summary>Name of the cluster: silos and clients with another one never meet.</summary>
    public string Id { get; init; } = "magistral";

    /// <summary>Redis that keeps the membership, such as <c>127.0.0.1:6379,password=…</c>; empty for a cluster of this silo alone.</summary>
    public string Redis { get; init; } = "";
}
