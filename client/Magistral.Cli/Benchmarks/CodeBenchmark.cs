using System.Diagnostics;
using System.Globalization;
using Magistral.Engine.Benchmarks;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;

namespace Magistral.Cli.Benchmarks;

/// <summary>Programs judged a second, against the same interpreter processes without any sandbox.</summary>
/// <remarks>Both are measured in turns within one run, so that a noisy machine hits both; the figure of each is that of its median turn.</remarks>
internal static class CodeBenchmark
{
    private const int Turns = 5;
    private const int ProgramsPerCore = 4;
    private const int Tests = TestChoice.Tests;
    private const string Shell = "/bin/sh";
    private const string PlainRuns = """for p in "$@"; do i=0; while [ $i -lt 20 ]; do /usr/bin/python3 -I -S "$p" <"$p.in" >/dev/null || exit 1; i=$((i+1)); done; done""";

    public static IReadOnlyList<BenchmarkCase> Run(double peakGflops)
    {
        using var verifier = new CodeVerifier();
        var folder = Directory.CreateTempSubdirectory("magistral-bench-");
        try
        {
            Sandboxed(verifier, turn: -1, Environment.ProcessorCount);
            var turns = Enumerable.Range(0, Turns)
                .Select(turn => (Plain: Plain(folder, turn), Sandboxed: Sandboxed(verifier, turn, ProgramsPerCore * Environment.ProcessorCount)))
                .ToList();
            var cpp = Stopwatch.StartNew();
            Judge(verifier, CppProgram(), 1);
            return
            [
                new("python-20-tests", Median(turns.Select(turn => turn.Sandboxed)), "programs/s", null),
                new("python-20-plain-processes", Median(turns.Select(turn => turn.Plain)), "programs/s", null),
                new("python-share-of-plain", 100 * Median(turns.Select(turn => turn.Sandboxed / turn.Plain)), "%", null),
                new("cpp-compile-and-20-tests", cpp.Elapsed.TotalSeconds, "s", null),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Sandboxed(CodeVerifier verifier, int turn, int programs) => Timed(programs, () =>
        Task.WaitAll(Enumerable.Range(0, programs).Select(i => Task.Run(() => Judge(verifier, OneLiner(turn * programs + i), programs)))));

    private static double Plain(DirectoryInfo folder, int turn)
    {
        var programs = ProgramsPerCore * Environment.ProcessorCount;
        var paths = Enumerable.Range(0, programs).Select(i => Path.Combine(folder.FullName, $"{turn}-{i}.py")).ToArray();
        foreach (var (i, path) in paths.Index())
        {
            File.WriteAllText(path, OneLiner(turn * programs + i).Text);
            File.WriteAllText(path + ".in", "7\n");
        }
        return Timed(programs, () =>
        {
            var shells = paths.Chunk(ProgramsPerCore).Select(chunk => Process.Start(Shell, ["-c", PlainRuns, "sh", .. chunk])).ToList();
            foreach (var shell in shells)
            {
                shell.WaitForExit();
                if (shell.ExitCode != 0) throw new InvalidOperationException("a program of the benchmark failed: look at the messages above");
                shell.Dispose();
            }
        });
    }

    private static void Judge(CodeVerifier verifier, CodeProgram program, int programs)
    {
        var result = verifier.VerifyAsync(program, CancellationToken.None).GetAwaiter().GetResult();
        if (result.Verdict != CodeVerdict.Passed) throw new InvalidOperationException($"one of {programs} programs of the benchmark was judged {result.Verdict}: {result.Detail}");
    }

    private static CodeProgram OneLiner(int number) =>
        new(CodeLanguage.Python, string.Create(CultureInfo.InvariantCulture, $"print(int(input()) ** 2 + {number})\n"), TestsOf(49 + number));

    private static CodeProgram CppProgram() => new(
        CodeLanguage.Cpp, $"// {Guid.NewGuid()}\n#include <bits/stdc++.h>\nint main() {{ int n; std::cin >> n; std::cout << n * n << '\\n'; }}\n", TestsOf(49));

    private static CodeTest[] TestsOf(int answer) =>
        [.. Enumerable.Repeat(new CodeTest("7\n", string.Create(CultureInfo.InvariantCulture, $"{answer}\n")), Tests)];

    private static double Timed(int count, Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return count / clock.Elapsed.TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Turns / 2);
}
