using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Code.Sandboxing;

namespace Magistral.Verifiers.Code.Compiling;

/// <summary>What is made once on a machine for all C++ programs: the precompiled `bits/stdc++.h` and the object that marks completion.</summary>
/// <param name="Folder">The folder that holds them.</param>
/// <param name="Identity">Names compiler, flags and that object: equal for equal outcomes.</param>
internal sealed record CppToolchain(string Folder, string Identity)
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const string Header = "bits/stdc++.h.gch";
    private const string Completion = "completion.o";
    private const long MadeBytes = 400L << 20;
    private static readonly TimeSpan BuildTime = TimeSpan.FromSeconds(120);
    private static readonly string[] Flags = ["-std=c++20", "-O2", "-pipe"];

    /// <summary>The command that compiles a program.</summary>
    public static IReadOnlyList<string> CompileCommand(string compiler) =>
    [
        compiler, .. Flags, $"-I{SandboxSpec.ToolchainFolder}", "-fmax-errors=5", "-Wl,--wrap=main", "-o", "made",
        $"{SandboxSpec.ToolchainFolder}/{Completion}", "program.cpp",
    ];

    /// <summary>Finds them in the cache or makes them; of two that make them at once, one is kept.</summary>
    /// <param name="tools">Makes the sandboxes.</param>
    /// <param name="compiler">The path of g++.</param>
    /// <param name="cache">The folder for all toolchains.</param>
    /// <param name="limits">The limits of the compiler.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SandboxFailedException">The compiler does not make them.</exception>
    public static CppToolchain Open(SandboxTools tools, string compiler, string cache, CodeLimits limits, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("programs can be run apart on Linux alone");

        byte[] Make(string source, params string[] arguments) =>
            Compile(tools, limits, [compiler, .. arguments], Encoding.UTF8.GetBytes(source), cancellation);

        var version = Run(tools, limits, [compiler, "--version"], [], cancellation).Output;
        var completion = ReadResource("completion.cpp");
        var identity = Convert.ToHexStringLower(SHA256.HashData([.. version, .. Encoding.UTF8.GetBytes(string.Join(' ', Flags) + completion)]))[..16];
        var folder = Path.Combine(cache, $"cpp-{identity}");
        if (Directory.Exists(folder)) return new(folder, identity);

        Directory.CreateDirectory(cache, ReadableByAll);
        var making = Path.Combine(cache, $".making-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path.Combine(making, "bits"), ReadableByAll);
        try
        {
            File.WriteAllBytes(Path.Combine(making, Header), Make("#include <bits/stdc++.h>\n", [.. Flags, "-x", "c++-header", "program.cpp", "-o", "made"]));
            File.WriteAllBytes(Path.Combine(making, Completion), Make(completion, [.. Flags, "-c", "program.cpp", "-o", "made"]));
            Directory.Move(making, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was faster; its toolchain is the same.
        }
        finally
        {
            if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        }
        return new(folder, identity);
    }

    private static byte[] Compile(SandboxTools tools, CodeLimits limits, string[] arguments, byte[] source, CancellationToken cancellation)
    {
        var report = Run(tools, limits, arguments, source, cancellation);
        return report.Made is { Length: > 0 } made ? made : throw new SandboxFailedException($"{arguments[0]} cannot prepare this machine: {report.Errors}");
    }

    private static RunReport Run(SandboxTools tools, CodeLimits limits, string[] arguments, byte[] source, CancellationToken cancellation)
    {
        using var sandbox = Sandbox.Start(tools, new()
        {
            Kind = "compile", Program = source, Arguments = arguments, Limits = limits, Time = BuildTime,
            MemoryBytes = limits.CompileMemoryBytes, DiskBytes = MadeBytes, MadeBytes = MadeBytes,
        }, cancellation);
        return sandbox.Run([], []);
    }

    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
