using Magistral.Testing;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

/// <summary>Nothing of a program outlives its judgement.</summary>
[Collection(nameof(Alone))]
public sealed class LeftoverTests
{
    private const string Daemon = "import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n            time.sleep(600)\n        os._exit(0)\nprint(49)\n";

    [Fact]
    public async Task No_process_no_descriptor_and_no_file_is_left_behind()
    {
        using var temporary = new OwnTemporaryFolder();
        using var verifier = Start();
        await verifier.VerifyAsync(Program("print(49)"), TestContext.Current.CancellationToken);   // what the runtime opens once is open
        var (before, file) = (Held(), $"left-{Guid.NewGuid():N}");
        foreach (var text in new[] { Daemon, "while True:\n    pass", "import os\nwhile True:\n    os.fork()", "while True:\n    print(1)", Scattering(file) })
            await verifier.VerifyAsync(Program(text), TestContext.Current.CancellationToken);
        var after = await Eventually.Get(() => Task.FromResult(Held()), held => held.IsSubsetOf(before), "the end of all processes and descriptors", TestContext.Current.CancellationToken);
        Assert.Empty(after.Except(before));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetTempPath()));
        Assert.All(["/tmp", "/var/tmp", Environment.CurrentDirectory, "/"], folder => Assert.False(File.Exists(Path.Combine(folder, file))));
    }

    [Fact]
    public async Task A_cancelled_judgement_ends_at_once_with_its_sandbox()
    {
        using var verifier = Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var endless = verifier.VerifyAsync(Program("import time\ntime.sleep(600)"), stop.Token);
        await Eventually.Get(() => Task.FromResult(Sandboxes()), count => count > 0, "the start of the sandbox", TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        await Eventually.Get(() => Task.FromResult(Sandboxes()), count => count == 0, "the end of the sandbox", TestContext.Current.CancellationToken);
    }

    private static string Scattering(string file) =>
        $"for folder in '.', '/', '/tmp', '/var/tmp':\n    try:\n        open(folder + '/{file}', 'w')\n    except OSError:\n        pass\nprint(49)";

    private static CodeVerifier Start()
    {
        _ = Judging.Verifier;   // skips where programs cannot be judged
        return new(new() { Limits = new() { Time = TimeSpan.FromSeconds(1) }, Parallelism = 1 });
    }

    private static CodeProgram Program(string text) => new(CodeLanguage.Python, text, [new("", "49\n")]);

    private static int Sandboxes() => Processes().Count;

    /// <summary>Processes below this one or left by one that ended, and this process's pipes and sockets.</summary>
    private static HashSet<string> Held() =>
    [
        .. Processes(),
        .. new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Select(entry => entry.LinkTarget)
            .Where(target => target is not null && (target.StartsWith("pipe:", StringComparison.Ordinal) || target.StartsWith("socket:", StringComparison.Ordinal)))
            .Select(target => target!),
    ];

    private static HashSet<string> Processes()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var id) && Read(Path.Combine(folder, "stat")) is { } stat)
                parents[id] = int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        return [.. parents.Keys.Where(id => IsBelow(id, parents)).Select(id => $"process {id}")];
    }

    private static bool IsBelow(int id, Dictionary<int, int> parents)
    {
        for (var steps = 0; steps < parents.Count && parents.TryGetValue(id, out var parent); steps++, id = parent)
            if (parent == Environment.ProcessId)
                return true;
        return false;
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;   // it ended meanwhile
        }
    }

    /// <summary>Other test programs use the folder for temporary files at the same time; none does this one. Nothing else of this program runs beside <see cref="Alone"/>.</summary>
    private sealed class OwnTemporaryFolder : IDisposable
    {
        private const string Variable = "TMPDIR";
        private readonly string? before = Environment.GetEnvironmentVariable(Variable);
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("magistral-leftovers-");

        public OwnTemporaryFolder() => Environment.SetEnvironmentVariable(Variable, folder.FullName);

        public void Dispose()
        {
            Environment.SetEnvironmentVariable(Variable, before);
            folder.Delete(recursive: true);
        }
    }
}
