using System.Text;
using Magistral.Verifiers.Code.Compiling;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Code.Sandboxing;

namespace Magistral.Verifiers.Code;

/// <summary>Judges programs by running them, each in a sandbox of its own.</summary>
/// <remarks>
/// Programs are hostile until shown otherwise. A sandbox has its own user, processes, network, mounts and IPC, sees the system's folders
/// read-only and nothing else of this machine, has no environment, and can write one small folder in memory. Each test is a process with limits
/// of its own; when it ends, all that it started is killed. What was expected never enters a sandbox: verdicts are made out here from what was
/// written. Thread-safe; at most <see cref="CodeVerifierOptions.Parallelism"/> programs run at once, the others wait their turn.
/// </remarks>
public sealed class CodeVerifier : IDisposable
{
    private readonly SandboxTools tools;
    private readonly CodeLimits limits;
    private readonly SandboxThreads threads;
    private readonly CppCompiler compiler;

    /// <summary>Looks for what it needs and starts its threads; nothing is run yet.</summary>
    /// <param name="options">How it works on this machine; null for the defaults.</param>
    /// <exception cref="CodeToolMissingException">bubblewrap or Python is not installed.</exception>
    public CodeVerifier(CodeVerifierOptions? options = null)
    {
        options ??= new();
        tools = SandboxTools.Find();
        limits = options.Limits;
        compiler = new(tools, options.CacheFolder, limits);
        threads = new(options.Parallelism);
    }

    /// <summary>Judges one program.</summary>
    /// <param name="program">The program and its tests. Without tests the verdict is an error: nothing was shown.</param>
    /// <param name="cancellation">Ends the work; the sandbox is killed.</param>
    /// <returns>The verdict; <see cref="CodeVerdict.Error"/> when the verifier failed, which says nothing about the program.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<CodeResult> VerifyAsync(CodeProgram program, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (program.Total == 0) return new(CodeVerdict.Error, 0, 0, "there are no tests");
        try
        {
            return await threads.RunAsync(() => Verify(program, cancellation), cancellation);
        }
        catch (Exception fault) when (fault is SandboxFailedException or CodeToolMissingException or IOException or UnauthorizedAccessException)
        {
            return new(CodeVerdict.Error, 0, program.Total, fault.Message);
        }
    }

    /// <summary>Lets programs that are being judged end, then ends the threads.</summary>
    public void Dispose() => threads.Dispose();

    private CodeResult Verify(CodeProgram program, CancellationToken cancellation)
    {
        if (Encoding.UTF8.GetByteCount(program.Text) + Encoding.UTF8.GetByteCount(program.TestCode ?? "") > limits.SourceBytes)
            return new(CodeVerdict.CompileError, 0, program.Total, $"the source is longer than {limits.SourceBytes} bytes");
        if (program.Language == CodeLanguage.Python)
            return ProgramTests.Run(tools, Spec("python", Encoding.UTF8.GetBytes(program.Text), program), program, cancellation);
        var compiled = compiler.Compile(program, cancellation);
        return compiled.Binary is null
            ? new(CodeVerdict.CompileError, 0, program.Total, compiled.Complaint)
            : ProgramTests.Run(tools, Spec("binary", compiled.Binary, program), program, cancellation);
    }

    private SandboxSpec Spec(string kind, byte[] text, CodeProgram program) => new()
    {
        Kind = kind, Program = text, HandsOver = program.TestCode is not null,
        Time = limits.Time, MemoryBytes = limits.MemoryBytes, DiskBytes = limits.DiskBytes, Limits = limits,
    };
}
