using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Magistral.Contracts.Security;

namespace Magistral.Client.Tests.Service;

/// <summary>A certificate authority of one test, with its certificates in files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("magistral-tls-");

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(2));
        File.WriteAllText(Authority, certificate.ExportCertificatePem());
    }

    public string Authority => Path.Combine(folder.FullName, "authority.pem");

    public TlsFiles Silo() => Issue(MutualTls.SiloName);

    public TlsFiles Client() => Issue("a-client");

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
        folder.Delete(recursive: true);
    }

    private TlsFiles Issue(string name)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(certificate, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        var files = new TlsFiles(Path.Combine(folder.FullName, name + ".pem"), Path.Combine(folder.FullName, name + ".key"), Authority);
        File.WriteAllText(files.Certificate, issued.ExportCertificatePem());
        File.WriteAllText(files.Key, own.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
