using System.Text.Json;

namespace Magistral.Cli.Tests.Processes;

/// <summary>What a finished command left.</summary>
internal sealed record CommandResult(int Code, string Output, string Error)
{
    /// <summary>Standard output as one JSON value; fails when anything else is there.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(Code == 0, ToString());
            return JsonDocument.Parse(Output).RootElement;
        }
    }

    /// <summary>The one line on standard error, without "error: ".</summary>
    public string Fault
    {
        get
        {
            Assert.True(Output.Length == 0, ToString());
            var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("error: ", line, StringComparison.Ordinal);
            return line["error: ".Length..];
        }
    }

    public override string ToString() => $"exit code {Code}\n{Output}\n{Error}";
}
