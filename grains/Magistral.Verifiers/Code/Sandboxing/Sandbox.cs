using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>A running sandbox: one process apart from this machine that runs one program on input after input.</summary>
/// <remarks>
/// For one thread at a time, which must live as long as the sandbox: the kernel ends a sandbox with the thread that started it, so that
/// none outlives this process. Every exchange has a deadline; what does not answer is killed.
/// </remarks>
internal sealed class Sandbox : IDisposable
{
    private const int MostFrameBytes = 1 << 29;
    private const int ErrorCharacters = 500;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly SandboxSpec spec;
    private readonly CancellationTokenRegistration cancelled;
    private readonly Timer deadline;
    private readonly CancellationToken cancellation;
    private int killed;

    private Sandbox(Process process, SandboxSpec spec, CancellationToken cancellation)
    {
        (this.process, this.spec, this.cancellation) = (process, spec, cancellation);
        deadline = new(_ => Kill());
        cancelled = cancellation.Register(Kill);
    }

    /// <summary>Starts a sandbox and waits until it is sealed.</summary>
    /// <exception cref="SandboxFailedException">It cannot be started on this machine.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Sandbox Start(SandboxTools tools, SandboxSpec spec, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var command = SandboxCommand.For(tools, spec);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/",
        };
        start.Environment.Clear();
        Process? process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new SandboxFailedException($"{command[0]} cannot be started: {fault.Message}", fault);
        }
        var sandbox = new Sandbox(process, spec, cancellation);
        try
        {
            sandbox.Exchange(StartTime, () =>
            {
                sandbox.Send(spec.Settings(), SystemCallFilter.ForThisMachine(), spec.Program);
                return sandbox.Receive();
            });
            return sandbox;
        }
        catch
        {
            sandbox.Dispose();
            throw;
        }
    }

    /// <summary>Runs the program once.</summary>
    /// <param name="input">Its standard input.</param>
    /// <param name="handover">What it is handed besides; empty for none.</param>
    /// <exception cref="SandboxFailedException">The sandbox ended or did not answer.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public RunReport Run(byte[] input, byte[] handover) => Exchange(spec.LongestRun + Slack, () =>
    {
        Send(input, handover);
        return RunReport.Read(Receive);
    });

    /// <summary>Ends the sandbox and waits until nothing of it is left.</summary>
    public void Dispose()
    {
        cancelled.Dispose();
        deadline.Change(Slack, Timeout.InfiniteTimeSpan);
        CloseInput();
        process.WaitForExit();
        deadline.Dispose();
        process.Dispose();
    }

    private T Exchange<T>(TimeSpan time, Func<T> exchange)
    {
        deadline.Change(time, Timeout.InfiniteTimeSpan);
        try
        {
            return exchange();
        }
        catch (IOException fault)
        {
            Kill();
            CloseInput();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            throw new SandboxFailedException($"the sandbox ended with code {process.ExitCode}: {Said()}", fault);
        }
        finally
        {
            deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Send(params ReadOnlySpan<byte[]> frames)
    {
        var stream = process.StandardInput.BaseStream;
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var frame in frames)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, frame.Length);
            stream.Write(length);
            stream.Write(frame);
        }
        stream.Flush();
    }

    private byte[] Receive()
    {
        var stream = process.StandardOutput.BaseStream;
        Span<byte> length = stackalloc byte[sizeof(int)];
        stream.ReadExactly(length);
        var size = BinaryPrimitives.ReadInt32BigEndian(length);
        if (size is < 0 or > MostFrameBytes) throw new SandboxFailedException($"the sandbox announced {size} bytes");
        var frame = new byte[size];
        stream.ReadExactly(frame);
        return frame;
    }

    private void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What was still to be sent has no reader any more; the end is what was asked for.
        }
    }

    private string Said()
    {
        var text = process.StandardError.ReadToEnd().Trim();
        return text.Length == 0 ? "it said nothing" : text[Math.Max(0, text.Length - ErrorCharacters)..].ReplaceLineEndings(" ");
    }

    /// <summary>Kills the first process inside, so that its parent reaps it and ends; the parent itself only where that one cannot be found.</summary>
    private void Kill()
    {
        if (Interlocked.Exchange(ref killed, 1) == 1) return;
        try
        {
            if (process.HasExited) return;
            var children = $"/proc/{process.Id}/task/{process.Id}/children";
            var first = File.Exists(children) ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() : null;
            using var inner = first is null ? null : Process.GetProcessById(int.Parse(first, CultureInfo.InvariantCulture));
            (inner ?? process).Kill();
        }
        catch (Exception ended) when (ended is InvalidOperationException or ArgumentException or IOException or Win32Exception)
        {
            // It ended between the look and the kill.
        }
    }
}
