using System.Text;

namespace Magistral.Cli.Commands;

/// <summary>Writes files of lines: either the whole file is there or what was there before.</summary>
internal static class LineFile
{
    public sealed record Written(string Path, int Lines);

    public static async Task<Written> WriteAsync(string path, IAsyncEnumerable<string> lines, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new CommandException(ExitCode.WrongUse, $"{path} is a directory", "name a file");
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new CommandException(ExitCode.NotFound, $"the folder of {path} does not exist", "create it, or name another file");
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        var count = 0;
        try
        {
            await using (var writer = new StreamWriter(draft, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
                await foreach (var line in lines.WithCancellation(cancellation))
                {
                    await writer.WriteLineAsync(line.AsMemory(), cancellation);
                    count++;
                }
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        return new(target, count);
    }
}
