using System.Diagnostics;
using System.Text;

namespace Magistral.Cli.Tests.Processes;

/// <summary>Runs the built command line in a process of its own.</summary>
internal static class Magistral
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await EndAsync(process);
        return new(process.ExitCode, await output, await error);
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "magistral.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("MAGISTRAL_DATA");
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task EndAsync(Process process)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`magistral {string.Join(' ', process.StartInfo.ArgumentList.Skip(1))}` did not end within {Patience.TotalMinutes} minutes");
        }
    }

    /// <summary>Reads lines until one holds a text.</summary>
    public static async Task WaitForAsync(StreamReader lines, string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (await lines.ReadLineAsync(deadline.Token) is { } line)
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        Assert.Fail($"the process ended before it printed '{text}'");
    }
}
