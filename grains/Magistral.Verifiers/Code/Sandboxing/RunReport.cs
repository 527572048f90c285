using System.Globalization;
using System.Text;

namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>What a sandbox saw of one run.</summary>
/// <param name="Ending">What ended it.</param>
/// <param name="Code">The exit code of its first process, or minus the signal that ended it.</param>
/// <param name="PeakBytes">The most memory that process held.</param>
/// <param name="Output">What was written to standard output.</param>
/// <param name="Mark">What was written as completion mark.</param>
/// <param name="Errors">The end of what was written to standard error.</param>
/// <param name="Made">The file a compiler made; empty for programs.</param>
/// <param name="Reusable">Whether the sandbox is as it was before, so that another run may follow in it.</param>
internal sealed record RunReport(RunEnding Ending, int Code, long PeakBytes, byte[] Output, byte[] Mark, string Errors, byte[] Made, bool Reusable)
{
    private const long BytesPerKilobyte = 1024;

    /// <summary>Reads the frames of one report.</summary>
    /// <exception cref="SandboxFailedException">They are not a report.</exception>
    public static RunReport Read(Func<byte[]> receive)
    {
        var status = Encoding.ASCII.GetString(receive()).Split(' ');
        if (status is not [var ending, var code, var peak, var clean]
            || !Enum.TryParse<RunEnding>(ending, ignoreCase: true, out var how)
            || !int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exit)
            || !long.TryParse(peak, NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes))
            throw new SandboxFailedException($"the sandbox answered '{string.Join(' ', status)}'");
        return new(how, exit, kilobytes * BytesPerKilobyte, receive(), receive(), Encoding.UTF8.GetString(receive()), receive(), clean == "1");
    }
}
