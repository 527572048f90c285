using Magistral.Grains.Storage;

namespace Magistral.Storage.Directories;

/// <summary>The versions of recently used objects, in stripes that are also the locks under which a key's version may change.</summary>
/// <remarks>Right only while this process alone writes the store. Bounded: a full stripe forgets, and files are asked again.</remarks>
internal sealed class KnownVersions
{
    private const int StripeCount = 64;
    private const int MaxPerStripe = 512;
    private readonly Stripe[] stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe())];

    public Stripe Of(StoreKey key) => stripes[(uint)string.GetHashCode(key.Value, StringComparison.Ordinal) % StripeCount];

    /// <summary>Its members are called under its <see cref="Gate"/> alone.</summary>
    internal sealed class Stripe
    {
        private readonly Dictionary<StoreKey, ulong?> versions = [];

        public Lock Gate { get; } = new();

        public bool TryGet(StoreKey key, out ulong? version) => versions.TryGetValue(key, out version);

        public void Remember(StoreKey key, ulong? version)
        {
            if (versions.Count >= MaxPerStripe)
                versions.Clear();
            versions[key] = version;
        }
    }
}
