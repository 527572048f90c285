using System.Globalization;
using System.Text;

namespace Magistral.Text.Tokenizers.Decoding;

/// <summary>The decoders of tokenizer.json, but the byte level.</summary>
internal static class DecodeStages
{
    /// <summary>Rewrites each token by itself.</summary>
    public static IDecodeStage Each(Func<string, string> rewrite) => new Stage(tokens => tokens.ConvertAll(token => rewrite(token)));

    /// <summary>Joins all tokens into one.</summary>
    public static IDecodeStage Fuse { get; } = new Stage(tokens => [string.Concat(tokens)]);

    /// <summary>Turns runs of byte tokens (&lt;0x41&gt;) into the characters they spell; each byte of a run that spells none is U+FFFD.</summary>
    public static IDecodeStage ByteFallback { get; } = new Stage(JoinBytes);

    /// <summary>Turns marks into spaces; those of the first token vanish where encoding may have put one there.</summary>
    public static IDecodeStage Metaspace(char mark, bool dropsFirst) => new Stage(tokens =>
        [.. tokens.Select((token, index) => index == 0 && dropsFirst ? token.Replace(mark.ToString(), "", StringComparison.Ordinal) : token.Replace(mark, ' '))]);

    /// <summary>Takes up to some characters from both ends of each token.</summary>
    public static IDecodeStage Strip(char content, int start, int stop) => Each(token =>
    {
        var (from, to) = (0, token.Length);
        while (from < Math.Min(start, token.Length) && token[from] == content)
            from++;
        while (to > Math.Max(from, token.Length - stop) && token[to - 1] == content)
            to--;
        return token[from..to];
    });

    /// <summary>Whether a token stands for a byte.</summary>
    public static bool IsByte(string token, out byte value)
    {
        value = 0;
        return token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static List<string> JoinBytes(List<string> tokens)
    {
        var (joined, run) = (new List<string>(tokens.Count), new List<byte>());
        foreach (var token in tokens)
        {
            if (IsByte(token, out var value))
            {
                run.Add(value);
                continue;
            }

            End(run, joined);
            joined.Add(token);
        }

        End(run, joined);
        return joined;
    }

    private static void End(List<byte> run, List<string> joined)
    {
        if (run.Count == 0)
            return;
        var bytes = run.ToArray();
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            joined.Add(Encoding.UTF8.GetString(bytes));
        else
            joined.AddRange(Enumerable.Repeat("\uFFFD", bytes.Length));
        run.Clear();
    }

    private sealed class Stage(Func<List<string>, List<string>> decode) : IDecodeStage
    {
        public List<string> Decode(List<string> tokens) => decode(tokens);
    }
}
