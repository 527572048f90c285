using Magistral.Client.Json;
using System.CommandLine;
using Magistral.Cli.Generation;
using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral sample</c>: completions of a prompt.</summary>
internal static class SampleCommand
{
    public static Command Create(Session session)
    {
        var (sampling, output) = (new SamplingArguments(), CommonOptions.Output());
        var prompt = new Option<string>("--prompt", "-p") { Description = "The prompt, such as 47+85=.", HelpName = "TEXT", Required = true };
        var command = new Command("sample", "Samples completions of a prompt from a model.") { prompt, output };
        sampling.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var model = await sampling.LoadAsync(parsed, session.Stop);
            var (json, stdout) = (parsed.GetValue(output) == OutputFormat.Json, session.Terminal.Output);
            var completions = (await new CompletionSampler(model, sampling.Options(parsed)).SampleAsync([new(parsed.GetRequiredValue(prompt), null, null)], session.Stop, json ? null : Show))[0];
            if (json)
                stdout.WriteLine(JsonText.Of(new { model = model.Name, model.Step, prompt = parsed.GetRequiredValue(prompt), completions }));
            else
                stdout.WriteLine(string.Concat(completions.Skip(1).Select(completion => "\n" + completion.Text)));

            void Show(string text)
            {
                stdout.Write(text);
                stdout.Flush();
            }
        });
        return command;
    }
}
