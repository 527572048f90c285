using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Magistral.Contracts.Security;

/// <summary>Mutual TLS between the parts of the service: each side shows a certificate that chains to an authority of the service's own.</summary>
/// <remarks>
/// A silo's certificate names <see cref="SiloName"/> among its DNS names: clients talk to nothing else, and silos take nothing else for a silo, so that a
/// client's certificate opens the gateway and no more. Revocation is by a new authority. Thread-safe.
/// </remarks>
public sealed class MutualTls : IDisposable
{
    /// <summary>The DNS name in the certificate of every silo.</summary>
    public const string SiloName = "magistral-silo";

    /// <summary>How long a handshake may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly X509Certificate2Collection authorities;
    private readonly X509Certificate2 certificate;
    private readonly SslStreamCertificateContext context;

    private MutualTls(X509Certificate2 certificate, X509Certificate2Collection between, X509Certificate2Collection authorities)
    {
        (this.certificate, this.authorities) = (certificate, authorities);
        context = SslStreamCertificateContext.Create(certificate, between, offline: true);
    }

    /// <summary>Whether this side's own certificate is a silo's.</summary>
    public bool IsSilo => certificate.MatchesHostname(SiloName, allowWildcards: false, allowCommonName: false);

    /// <summary>Reads the files.</summary>
    /// <exception cref="TlsException">One is missing or is not what it should be.</exception>
    public static MutualTls Load(TlsFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
            var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null); // a key from PEM alone is not usable on every system
            var between = new X509Certificate2Collection();
            between.ImportFromPemFile(files.Certificate);
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(files.Authority);
            return authorities.Count > 0 ? new(certificate, between, authorities) : throw new TlsException($"{files.Authority} holds no certificate", "give the authority's in PEM");
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new TlsException($"the certificate {files.Certificate}, its key {files.Key} or the authority {files.Authority} cannot be read, {error.Message.TrimEnd('.')}", "give readable files in PEM, the key unencrypted");
        }
    }

    /// <summary>Wraps a stream that another side opened.</summary>
    /// <param name="stream">The plain stream; closed with the wrapped one.</param>
    /// <param name="fromSilo">Whether the other side must be a silo.</param>
    /// <param name="cancellation">Ends the handshake.</param>
    /// <exception cref="AuthenticationException">The other side showed no certificate, or one of another authority or part.</exception>
    /// <exception cref="IOException">It does not speak TLS, or closed.</exception>
    public Task<SslStream> AcceptAsync(Stream stream, bool fromSilo, CancellationToken cancellation) => ShakeAsync(stream, fromSilo, isServer: true, cancellation);

    /// <summary>Wraps a stream that this side opened to a silo.</summary>
    /// <param name="stream">The plain stream; closed with the wrapped one.</param>
    /// <param name="cancellation">Ends the handshake.</param>
    /// <exception cref="AuthenticationException">The other side is no silo of the service.</exception>
    /// <exception cref="IOException">It does not speak TLS, or closed.</exception>
    public Task<SslStream> OpenAsync(Stream stream, CancellationToken cancellation) => ShakeAsync(stream, mustBeSilo: true, isServer: false, cancellation);

    /// <summary>Wraps a stream between two silos, as weights travel on.</summary>
    /// <param name="stream">The plain stream; closed with the wrapped one.</param>
    /// <param name="accepted">Whether the other side opened it.</param>
    /// <param name="cancellation">Ends the handshake.</param>
    public async Task<Stream> WrapAsync(Stream stream, bool accepted, CancellationToken cancellation) =>
        accepted ? await AcceptAsync(stream, fromSilo: true, cancellation) : await OpenAsync(stream, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        certificate.Dispose();
        foreach (var authority in authorities)
            authority.Dispose();
    }

    private async Task<SslStream> ShakeAsync(Stream stream, bool mustBeSilo, bool isServer, CancellationToken cancellation)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false, (_, shown, _, _) => IsTrusted(shown, mustBeSilo));
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(Patience);
            await (isServer
                ? secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context, ClientCertificateRequired = true }, deadline.Token)
                : secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = SiloName, ClientCertificateContext = context }, deadline.Token));
            return secured;
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            await secured.DisposeAsync();
            throw new IOException("the TLS handshake did not end in time", error);
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }

    private bool IsTrusted(X509Certificate? shown, bool mustBeSilo)
    {
        if (shown is not X509Certificate2 other)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(other) && (!mustBeSilo || other.MatchesHostname(SiloName, allowWildcards: false, allowCommonName: false));
    }
}
