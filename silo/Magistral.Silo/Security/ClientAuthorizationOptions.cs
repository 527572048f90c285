namespace Magistral.Silo.Security;

/// <summary>Whom a silo lets in from outside the cluster.</summary>
public sealed record ClientAuthorizationOptions
{
    /// <summary>Whether a client must show a key. Without one, every client on the network that reaches the gateway acts for any tenant; a key that is shown must hold all the same.</summary>
    public bool KeysRequired { get; init; }

    /// <summary>What a client may have the gateway take before a call of it is looked at.</summary>
    public FrameLimits Frames { get; init; } = new();
}
