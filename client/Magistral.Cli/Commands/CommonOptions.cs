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
            Description = "The form of the result: table, or json alone on standard output.",
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
        Description = "The data directory; else $MAGISTRAL_DATA, else a folder of the user's data.",
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
