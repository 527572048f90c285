using System.Globalization;
using Magistral.Host;
using Magistral.Host.Configuration;
using Magistral.PacedSilo;
using Magistral.Silo.Hosting;
using Magistral.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// magistral-silo, but for its generators: each decode step takes as long as MAGISTRAL_PACED_STEP_MILLISECONDS says, so that
// tokens a second do not depend on the cores that all processes share, and what was drawn is counted where kill -9 leaves it.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddCommandLine(args, SettingsReader.Switches);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Polly", LogLevel.None);
var settings = SettingsReader.Read(builder.Configuration);
var store = int.TryParse(builder.Configuration["MAGISTRAL_PACED_BLOCK_BYTES"], CultureInfo.InvariantCulture, out var blockBytes)
    ? await BlobContainers.OpenAsync(settings.Storage.Blobs, settings.Storage.Container, new() { BlockBytes = blockBytes }, CancellationToken.None)
    : await StoreOpening.OpenAsync(settings.Storage, CancellationToken.None);
builder.AddMagistralSilo(settings, store);
var step = TimeSpan.FromMilliseconds(builder.Configuration.GetValue("MAGISTRAL_PACED_STEP_MILLISECONDS", 20.0));
using var drawn = DrawnTokens.Create(Path.Combine(builder.Configuration["MAGISTRAL_PACED_COUNTS"] ?? Path.GetTempPath(), $"{settings.Name}-{Environment.ProcessId}.drawn"));
var plain = (SiloResources)builder.Services.Last(service => service.ServiceType == typeof(SiloResources)).ImplementationInstance!;
builder.Services.AddSingleton(plain with { AroundRollouts = generator => new PacedGenerator(generator, step, drawn) });
using var host = builder.Build();
await host.RunAsync();
