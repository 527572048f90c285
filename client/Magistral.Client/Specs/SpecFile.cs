using System.Text;
using Magistral.Client.Specs.Syntax;
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
        if (bytes.Length > LargestBytes)
            throw Refuse(path, $"the file is larger than {LargestBytes} bytes, too large for a run spec", "name the YAML file of a run spec");
        try
        {
            return StrictUtf8.GetString(bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes.Span[3..] : bytes.Span);
        }
        catch (DecoderFallbackException fault)
        {
            throw Refuse(path, $"the file is not UTF-8 text at byte {fault.Index}", "save it as UTF-8");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            throw Refuse(path, "this is a directory, not a run spec", "name a YAML file in it");
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
            var bytes = new byte[LargestBytes + 1];
            return bytes.AsMemory(0, await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new SpecFileNotFoundException(Quoting.OneLine(path));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new MagistralException($"the run spec {path} may not be read", "allow this user to read it", fault);
        }
        catch (IOException fault)
        {
            throw new MagistralException($"the run spec {path} cannot be read ({fault.Message.TrimEnd('.')})", "check the path and the disk", fault);
        }
    }

    private static RunSpecReadException Refuse(string path, string what, string remedy) =>
        new(path, [new(new(path, 0, 0), new("", what, remedy))]);
}
