using System.CommandLine;
using System.CommandLine.Parsing;

namespace Magistral.Cli.Commands;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class ParseErrors
{
    /// <summary>A token that was taken for an argument, but looks like an option.</summary>
    public static string? UnknownOption(ParseResult parsed) => parsed.CommandResult.Command.Arguments
        .Select(parsed.GetResult).OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
        .FirstOrDefault(token => token.Length > 1 && token[0] == '-');

    public static string Describe(ParseResult parsed)
    {
        if (UnknownOption(parsed) is { } option)
            return $"{Name(parsed.CommandResult.Command)} has no option {option}";
        if (parsed.CommandResult.Command is { Subcommands.Count: > 0 } group)
        {
            var subcommands = string.Join(", ", group.Subcommands.Select(command => command.Name));
            return parsed.UnmatchedTokens is [var unknown, ..]
                ? $"'{unknown}' is not a command of {Name(group)} ({subcommands})"
                : $"{Name(group)} needs a command ({subcommands})";
        }
        if (parsed.UnmatchedTokens is [var token, ..])
            return $"{Name(parsed.CommandResult.Command)} does not take '{token}'";
        return parsed.Errors[0].Message.TrimEnd('.');
    }

    public static string Mend(ParseResult parsed) => $"`{Name(parsed.CommandResult.Command)} --help` shows what it takes";

    private static string Name(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is Command; symbol = symbol.Parents.FirstOrDefault())
            names.Insert(0, symbol is RootCommand ? "magistral" : symbol.Name);
        return string.Join(' ', names);
    }
}
