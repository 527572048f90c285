namespace Magistral.Contracts.Security;

/// <summary>Opens a call to clients outside the cluster. A call without it is for the silos alone.</summary>
/// <param name="access">Which clients.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForClientsAttribute(ClientAccess access) : Attribute
{
    /// <summary>Which clients may make the call.</summary>
    public ClientAccess Access { get; } = access;
}
