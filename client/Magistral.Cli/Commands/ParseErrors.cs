using System.CommandLine;
using System.CommandLine.Parsing;
using Magistral.Client.Specs;

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
        var name = Name(parsed.CommandResult.Command);
        if (Misspelt(parsed) is { } option)
            return $"{name} has no option {option}";
        var commands = Commands(parsed);
        var unmatched = parsed.UnmatchedTokens is [var token, ..] ? token : null;
        if (commands.Count == 0)
            return unmatched is null ? parsed.Errors[0].Message.TrimEnd('.') : $"{name} does not take '{unmatched}'";
        var list = string.Join(", ", commands);
        return unmatched is null ? $"{name} needs a command ({list})"
            : Meant(parsed) is null ? $"'{unmatched}' is not a command of {name} ({list})"
            : $"'{unmatched}' is not a command of {name}";
    }

    public static string Remedy(ParseResult parsed) =>
        Meant(parsed) is { } meant ? $"did you mean '{meant}'?" : $"`{Name(parsed.CommandResult.Command)} --help` shows what it takes";

    /// <summary>The command or option that is spelt nearly like what was written; null when none is.</summary>
    private static string? Meant(ParseResult parsed) =>
        Misspelt(parsed) is { } option ? (option.Length > 2 ? NearestName.Find(option, Options(parsed)) : null)   // one letter is near to every other
        : parsed.UnmatchedTokens is [var token, ..] && Commands(parsed) is { Count: > 0 } commands ? NearestName.Find(token, commands)
        : null;

    /// <summary>What looks like an option and is none, without the value it may carry.</summary>
    private static string? Misspelt(ParseResult parsed) =>
        (UnknownOption(parsed) ?? (parsed.UnmatchedTokens is [{ Length: > 1 } token, ..] && token[0] == '-' ? token : null))?.Split('=')[0];

    private static List<string> Commands(ParseResult parsed) => [.. parsed.CommandResult.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)];

    private static IEnumerable<string> Options(ParseResult parsed)
    {
        for (Symbol? symbol = parsed.CommandResult.Command; symbol is Command command; symbol = symbol.Parents.FirstOrDefault())
            foreach (var option in command.Options.Where(option => !option.Hidden && (option.Recursive || command == parsed.CommandResult.Command)))
                yield return option.Name;
    }

    private static string Name(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is Command; symbol = symbol.Parents.FirstOrDefault())
            names.Insert(0, symbol is RootCommand ? "magistral" : symbol.Name);
        return string.Join(' ', names);
    }
}
