using System.Runtime.CompilerServices;

namespace Magistral.Engine.Training;

/// <summary>Checks a file of objective rows, one JSON object a line.</summary>
public static class ObjectiveCheckFile
{
    /// <summary>Evaluates every line; one that cannot be used gives its error and does not stop the rest. Empty lines are skipped.</summary>
    /// <param name="reader">The file's text; stays the caller's.</param>
    /// <param name="cancellation">Stops between two lines.</param>
    public static async IAsyncEnumerable<ObjectiveCheckLine> RunAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line))
                yield return Check(number, line);
    }

    private static ObjectiveCheckLine Check(int number, string line)
    {
        try
        {
            return new(number, ObjectiveCheck.Run(ObjectiveRow.Parse(line)), null);
        }
        catch (ObjectiveRowException error)
        {
            return new(number, null, error);
        }
    }
}
