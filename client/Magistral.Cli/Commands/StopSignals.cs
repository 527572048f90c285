using System.Runtime.InteropServices;

namespace Magistral.Cli.Commands;

/// <summary>Turns SIGINT, SIGTERM and SIGHUP into a wish to stop; the second one ends the process at once, which the books survive.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action atOnce;
    private int count;

    /// <param name="atOnce">Ends the process without waiting for anything.</param>
    public StopSignals(Action atOnce)
    {
        this.atOnce = atOnce;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref count) > 1)
            atOnce();
        else
            // cancelled elsewhere: callbacks must not run on the signal's thread
            ThreadPool.QueueUserWorkItem(_ => stop.Cancel());
    }
}
