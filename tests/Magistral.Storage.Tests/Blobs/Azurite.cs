using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Magistral.Storage.Tests.Blobs;
using Magistral.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Magistral.Storage.Tests.Blobs;

/// <summary>The emulator of the blob service, one process for all tests, each in a container of its own.</summary>
/// <remarks>It starts for the first test that asks: a test program that is started for something else, and killed, must leave none behind.</remarks>
public sealed class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";   // the emulator's own, in its manual
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly Lazy<Task<bool>> started;
    private Process? process;
    private string endpoint = "";

    public Azurite() => started = new(StartAsync);

    /// <summary>A fresh container; skips the test where the emulator is not installed.</summary>
    internal async Task<BlobContainerClient> ContainerAsync()
    {
        Assert.SkipUnless(await started.Value, "azurite is not installed here: infra/test.sh installs it where npm or root rights are at hand, or set MAGISTRAL_AZURITE to azurite-blob");
        var container = Container(Guid.NewGuid().ToString("N"), null);
        await container.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        return container;
    }

    /// <summary>Another client of a container, whose every request passes a policy.</summary>
    internal BlobContainerClient Container(string name, HttpPipelinePolicy? fault)
    {
        var options = new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_08_04);
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(10);
        if (fault is not null) options.AddPolicy(fault, HttpPipelinePosition.PerRetry);
        var connection = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={endpoint}/{Account};";
        return new BlobContainerClient(connection, name, options);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<bool> StartAsync()
    {
        var program = Environment.GetEnvironmentVariable("MAGISTRAL_AZURITE") ?? Path.Combine(Fixtures.RepositoryRoot(), "artifacts/azurite/node_modules/.bin/azurite-blob");
        if (!File.Exists(program)) return false;
        process = Process.Start(new ProcessStartInfo(program, ["--inMemoryPersistence", "--blobPort", "0", "--blobHost", "127.0.0.1", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is { } line && line.Contains("listens on http", StringComparison.Ordinal))
                listening.TrySetResult(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        endpoint = await listening.Task.WaitAsync(StartTimeout);
        return true;
    }
}
