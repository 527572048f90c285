using System.CommandLine;
using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<OutputFormat> Output()
    {
        var output = new Option<OutputFormat>("--output", "-o")
        {
            Description = "Output format: table, or JSON only on standard output.",
            HelpName = "table|json",
            CustomParser = result => result.Tokens switch
            {
                [{ Value: "table" }] => OutputFormat.Table,
                [{ Value: "json" }] => OutputFormat.Json,
                var tokens => Refuse(result, $"--output is '{tokens[0].Value}': write table or json"),
            },
        };
        return output;
    }

    public static Option<string?> Data() => new("--data")
    {
        Description = "The data directory (default: $MAGISTRAL_DATA, else the user's data folder).",
        HelpName = "DIR",
    };

    public static Argument<string> Run() => new("run") { Description = "Name or id of a run.", HelpName = "RUN" };

    public static Argument<T> With<T>(this Argument<T> argument, ArgumentArity arity)
    {
        argument.Arity = arity;
        return argument;
    }

    public static OutputFormat Refuse(System.CommandLine.Parsing.ArgumentResult result, string error)
    {
        result.AddError(error);
        return default;
    }
}
