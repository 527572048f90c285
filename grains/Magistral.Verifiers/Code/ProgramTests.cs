using System.Security.Cryptography;
using System.Text;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Code.Sandboxing;

namespace Magistral.Verifiers.Code;

/// <summary>Runs the tests of one program one after the other, each apart from the last, and judges each from what it wrote.</summary>
internal static class ProgramTests
{
    private const int SecretBytes = 16;
    private const int SandboxAttempts = 2;
    private const double NearLimit = 0.8;
    private static readonly string[] OutOfMemory = ["MemoryError", "bad_alloc"];

    /// <summary>Runs the tests until one fails.</summary>
    /// <exception cref="SandboxFailedException">A sandbox failed twice on one test.</exception>
    public static CodeResult Run(SandboxTools tools, SandboxSpec spec, CodeProgram program, CancellationToken cancellation)
    {
        Sandbox? sandbox = null;
        try
        {
            for (var passed = 0; passed < program.Total; passed++)
            {
                var secret = program.TestCode is null ? "" : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
                var report = RunOne(tools, spec, ref sandbox, Input(program, passed), Handover(program, secret), cancellation);
                if (Judge(report, program, passed, secret, spec.MemoryBytes) is var (verdict, why))
                    return new(verdict, passed, program.Total, program.TestCode is null ? $"test {passed + 1}: {why}" : why);
                if (!report.Reusable)
                {
                    sandbox!.Dispose();
                    sandbox = null;
                }
            }
            return new(CodeVerdict.Passed, program.Total, program.Total, "");
        }
        finally
        {
            sandbox?.Dispose();
        }
    }

    private static RunReport RunOne(SandboxTools tools, SandboxSpec spec, ref Sandbox? sandbox, byte[] input, byte[] handover, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                sandbox ??= Sandbox.Start(tools, spec, cancellation);
                return sandbox.Run(input, handover);
            }
            catch (SandboxFailedException) when (attempt < SandboxAttempts)
            {
                sandbox?.Dispose();
                sandbox = null;
            }
        }
    }

    private static byte[] Input(CodeProgram program, int test) => program.TestCode is null ? Encoding.UTF8.GetBytes(program.Tests[test].Stdin) : [];

    /// <summary>The secret that a completed run gives back reversed; Python gets its tests with it, after the program has run.</summary>
    private static byte[] Handover(CodeProgram program, string secret) => program switch
    {
        { TestCode: null } => [],
        { Language: CodeLanguage.Python } => Encoding.UTF8.GetBytes($"{secret}\n{program.TestCode}"),
        _ => Encoding.ASCII.GetBytes(secret),
    };

    private static (CodeVerdict Verdict, string Why)? Judge(RunReport report, CodeProgram program, int test, string secret, long memoryBytes) => report switch
    {
        // Giving the memory back may take a program that met the limit longer than its time.
        { Ending: RunEnding.Time } when report.PeakBytes > NearLimit * memoryBytes => (CodeVerdict.MemoryLimit, "it held nearly all its memory when its time was over"),
        { Ending: RunEnding.Time } => (CodeVerdict.TimeLimit, "it was still running when its time was over"),
        { Ending: RunEnding.Memory } => (CodeVerdict.MemoryLimit, "its processes held too much memory"),
        { Ending: RunEnding.Output } => (CodeVerdict.OutputLimit, "it wrote without end"),
        { Code: not 0 } when IsOutOfMemory(report, memoryBytes) => (CodeVerdict.MemoryLimit, "it ran out of memory"),
        { Code: < 0 } => (CodeVerdict.RuntimeError, $"it was ended by signal {-report.Code}"),
        { Code: not 0 } => (CodeVerdict.RuntimeError, $"it ended with code {report.Code}: {LastLine(report.Errors)}"),
        _ when program.TestCode is null && !OutputComparison.Agree(report.Output, Encoding.UTF8.GetBytes(program.Tests[test].Stdout)) =>
            (CodeVerdict.WrongAnswer, "its output differs"),
        _ when program.TestCode is not null && !IsComplete(report.Mark, secret) => (CodeVerdict.WrongAnswer, "it ended before its tests did"),
        _ => null,
    };

    private static bool IsOutOfMemory(RunReport report, long memoryBytes) =>
        report.PeakBytes > NearLimit * memoryBytes || OutOfMemory.Any(name => LastLine(report.Errors).Contains(name, StringComparison.Ordinal));

    private static bool IsComplete(byte[] mark, string secret)
    {
        var expected = Encoding.ASCII.GetBytes(secret);
        Array.Reverse(expected);
        return CryptographicOperations.FixedTimeEquals(mark, expected);
    }

    private static string LastLine(string text)
    {
        var lines = text.TrimEnd();
        return lines[(lines.LastIndexOf('\n') + 1)..];
    }
}
