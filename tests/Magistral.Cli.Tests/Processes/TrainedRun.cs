using Magistral.Cli.Tests.Processes;

[assembly: AssemblyFixture(typeof(TrainedRun))]

namespace Magistral.Cli.Tests.Processes;

/// <summary>A tiny run, trained once to its end by the real command line.</summary>
public sealed class TrainedRun : IAsyncLifetime
{
    private readonly WorkFolder folder = new();

    internal WorkFolder Folder => folder;

    internal CommandResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Result = await Magistral.RunAsync("train", folder.SpecFile, "--data", folder.Data, "--output", "json");

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return default;
    }

    internal Task<CommandResult> AskAsync(params string[] arguments) => Magistral.RunAsync([.. arguments, "--data", folder.Data]);
}
