using Magistral.Contracts;
using Magistral.Host;
using Magistral.Host.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

try
{
    var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
    var (words, options) = SecurityHosting.Split(args);
    builder.Configuration.AddCommandLine(SettingsReader.Spelled(options), SettingsReader.Switches);
    builder.Logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        console.UseUtcTimestamp = true;
    });
    builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Polly", LogLevel.None);
    var settings = SettingsReader.Read(builder.Configuration);
    var store = await StoreOpening.OpenAsync(settings.Storage, CancellationToken.None);
    using (store as IDisposable)
    {
        if (words.Count > 0)
        {
            await SecurityHosting.ChangeKeysAsync(words, store, Console.Out);
            return 0;
        }
        builder.AddMagistralSilo(settings, store);
        using var host = builder.Build();
        await host.RunAsync();
    }
    return 0;
}
catch (SettingsException error)
{
    await Console.Error.WriteLineAsync($"magistral-silo: {error.Message}");
    return 2;
}
catch (FormatException error) // an option of the command line that is none
{
    await Console.Error.WriteLineAsync($"magistral-silo: {error.Message.TrimEnd('.')}: the options are {string.Join(", ", SettingsReader.Switches.Keys)}");
    return 2;
}
catch (MagistralException error)
{
    await Console.Error.WriteLineAsync($"magistral-silo: {error.Message}");
    return 1;
}
