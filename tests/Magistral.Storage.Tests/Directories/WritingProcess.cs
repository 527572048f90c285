using System.Diagnostics;
using System.Globalization;
using System.Text;
using Magistral.Grains.Storage;
using Magistral.Storage.Directories;
using Xunit;

namespace Magistral.Storage.Tests.Directories;

/// <summary>A second process that writes a store without end; it is this test program, asked for one test alone.</summary>
internal sealed class WritingProcess : IDisposable
{
    public const string FolderVariable = "MAGISTRAL_WRITING_PROCESS_FOLDER";
    public const int Counters = 25;
    private readonly Process process;

    private WritingProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Starts it and waits until it has written every counter once.</summary>
    public static async Task<WritingProcess> StartAsync(string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"*.{nameof(WritingProcessProgram.Writes_until_it_is_killed)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[FolderVariable] = folder;
        var started = new WritingProcess(Process.Start(start)!);
        using var reader = DirectoryObjectStore.OpenReadOnly(folder);
        while (await reader.GetAsync(Counter(Counters - 1), cancellation) is null)
        {
            Assert.False(started.process.HasExited, "the writing process ended by itself");
            await Task.Delay(20, cancellation);
        }
        return started;
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    public static StoreKey Counter(int index) => StoreKey.Of("counters", index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The content that round <paramref name="round"/> gives to every counter.</summary>
    public static byte[] Content(int round) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{round} {new string('x', round % 9000)}"));

    public static string AcknowledgedPath(string folder) => Path.Combine(folder, ".acknowledged");
}
