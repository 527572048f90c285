using Magistral.Grains.Curriculum.Datasets;

namespace Magistral.Storage.Datasets;

/// <summary>Finds where the lines of a file begin; blank ones are counted but not listed.</summary>
internal sealed class LineIndex(string path)
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];   // of UTF-8, at the start of some files
    private readonly List<(long Start, int Bytes, int Number)> lines = [];
    private long position;
    private long start;
    private int number = 1;
    private bool blank = true;

    /// <summary>Takes the next bytes of the file.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (position == 0 && bytes.StartsWith(Mark))
        {
            (position, start) = (Mark.Length, Mark.Length);
            bytes = bytes[Mark.Length..];
        }
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            blank &= line.IndexOfAnyExcept(" \t\r"u8) < 0;
            position += line.Length;
            if (end < 0)
                return;
            EndLine();
            position++;
            (start, number, blank) = (position, number + 1, true);
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The lines, when all bytes were seen.</summary>
    /// <returns>Start and length in bytes, and the number of the line from 1.</returns>
    public List<(long Start, int Bytes, int Number)> Finish()
    {
        EndLine();
        return lines;
    }

    private void EndLine()
    {
        if (blank)
            return;
        if (position - start > Array.MaxLength)
            throw new DatasetException($"{path}:{number}: the line has more than {Array.MaxLength} bytes", "write one JSON object a line");
        lines.Add((start, (int)(position - start), number));
    }
}
