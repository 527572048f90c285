using System.Text;

namespace Magistral.Cli.Commands;

/// <summary>Writes files of lines: either the whole file is there or what was there before.</summary>
internal static class LineFileWriter
{
    public sealed record Written(string Path, int Lines);

    public static async Task<Written> WriteAsync(string path, IAsyncEnumerable<string> lines, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new CommandException(ExitCode.WrongUse, $"{path} is a directory", "name a file");
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new CommandException(ExitCode.NotFound, $"the folder of {path} does not exist", "create it, or name another file");
        if (IsDevice(target))
            return new(target, await WriteToAsync(target, lines, cancellation));
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            var count = await WriteToAsync(draft, lines, cancellation);
            File.Move(draft, target, overwrite: true);
            return new(target, count);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Devices and the pipes of a shell are written as they are: a file must not take their place.</summary>
    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static async Task<int> WriteToAsync(string path, IAsyncEnumerable<string> lines, CancellationToken cancellation)
    {
        var count = 0;
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            await writer.WriteLineAsync(line.AsMemory(), cancellation);
            count++;
        }
        return count;
    }
}
