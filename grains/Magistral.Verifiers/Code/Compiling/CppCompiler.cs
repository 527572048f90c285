using System.Security.Cryptography;
using System.Text;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Code.Sandboxing;

namespace Magistral.Verifiers.Code.Compiling;

/// <summary>Compiles C++ programs apart from this machine; what was compiled before is not compiled again.</summary>
/// <param name="tools">Makes the sandboxes.</param>
/// <param name="cache">The folder for toolchains and programs.</param>
/// <param name="limits">The limits of the compiler.</param>
/// <remarks>Thread-safe; the first call on a machine takes seconds longer, and the others wait for it.</remarks>
internal sealed class CppCompiler(SandboxTools tools, string cache, CodeLimits limits)
{
    private const long CacheBytes = 512L << 20;
    private const long CompilerDiskBytes = 256L << 20;
    private static readonly string[] Folders = ["/usr/bin"];
    private readonly Lock gate = new();
    private readonly BinaryCache binaries = new(Path.Combine(cache, "programs"), CacheBytes);
    private CppToolchain? toolchain;

    /// <summary>Compiles one program with the code of its tests.</summary>
    /// <exception cref="CodeToolMissingException">There is no g++.</exception>
    /// <exception cref="SandboxFailedException">The sandbox of the compiler failed.</exception>
    public CompiledProgram Compile(CodeProgram program, CancellationToken cancellation)
    {
        var compiler = SandboxTools.Require("g++", "g++", Folders);
        var prepared = Prepare(compiler, cancellation);
        var source = CppSource.Of(program);
        var key = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(prepared.Identity), .. source]));
        if (binaries.Find(key) is { } known) return new(known, "");

        using var sandbox = Sandbox.Start(tools, new()
        {
            Kind = "compile", Program = source, Arguments = CppToolchain.CompileCommand(compiler), Toolchain = prepared.Folder, Limits = limits,
            Time = limits.CompileTime, MemoryBytes = limits.CompileMemoryBytes, DiskBytes = CompilerDiskBytes, MadeBytes = limits.BinaryBytes,
        }, cancellation);
        var report = sandbox.Run([], []);
        if (report.Made.Length == 0) return new(null, Complaint(report));
        binaries.Keep(key, report.Made);
        return new(report.Made, "");
    }

    private CppToolchain Prepare(string compiler, CancellationToken cancellation)
    {
        lock (gate)
            return toolchain ??= CppToolchain.Open(tools, compiler, cache, limits, cancellation);
    }

    private string Complaint(RunReport report) => report switch
    {
        { Ending: RunEnding.Time } => $"the compiler was still running after {limits.CompileTime.TotalSeconds} s",
        { Ending: not RunEnding.Exit } => "the compiler reached a limit",
        { Code: 0 } => "the compiled program is too large",
        _ => report.Errors.Trim(),
    };
}
