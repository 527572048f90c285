using System.Text;
using Magistral.Contracts;

namespace Magistral.Client.Specs;

/// <summary>Reads the text of a spec from a file, a pipe or the like.</summary>
internal static class SpecFile
{
    private const int LargestBytes = 1 << 20;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        var bytes = await ReadBytesAsync(path, cancellation);
        try
        {
            return StrictUtf8.GetString(bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes.Span[3..] : bytes.Span);
        }
        catch (DecoderFallbackException fault)
        {
            throw new MagistralException($"{path} is not UTF-8 text at byte {fault.Index}", "save it as UTF-8", fault);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            throw new MagistralException($"{path} is a directory, not a run spec", "name a YAML file in it");
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
            var bytes = new byte[LargestBytes + 1];
            var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
            return read <= LargestBytes
                ? bytes.AsMemory(0, read)
                : throw new MagistralException($"{path} is larger than {LargestBytes} bytes, too large for a run spec", "name the YAML file of a run spec");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MagistralException($"the run spec {path} does not exist", "check the path; 'magistral train --dry-run' prints a spec to start from", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new MagistralException($"the run spec {path} may not be read", "allow this user to read it", fault);
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or NotSupportedException)
        {
            throw new MagistralException($"the run spec {path} cannot be read ({fault.Message.TrimEnd('.')})", "check the path and the disk", fault);
        }
    }
}
