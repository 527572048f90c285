using System.CommandLine;
using Magistral.Client.Specs;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral schema</c>: the JSON schema of run specs.</summary>
internal static class SchemaCommand
{
    public static Command Create(Session session)
    {
        var command = new Command("schema", "Prints the JSON schema of run specs, for editors.");
        command.SetAction(_ => session.Terminal.Output.Write(RunSpecSchema.ToJson()));
        return command;
    }
}
