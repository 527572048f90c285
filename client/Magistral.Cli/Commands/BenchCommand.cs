using System.CommandLine;
using Magistral.Cli.Benchmarks;
using Magistral.Cli.Benchmarks.ControlPlane;
using Magistral.Cli.Benchmarks.Weights;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Client.Specs;
using Magistral.Engine.Benchmarks;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral bench</c>: the benchmarks.</summary>
internal static class BenchCommand
{
    private const string Tokenizer = "tokenizer";

    private static readonly Dictionary<string, Func<double, IReadOnlyList<BenchmarkCase>>> Benches = new()
    {
        ["decode"] = DecodeBenchmark.Run,
        ["train"] = TrainBenchmark.Run,
        ["verify-code"] = CodeBenchmark.Run,
        ["load"] = LoadBenchmark.Run,
    };

    public static Command Create(Session session)
    {
        string[] names = [.. Benches.Keys, MathBenchmark.Name, Tokenizer, WeightsBenchmark.Name, ControlPlaneBenchmark.Name];
        var name = new Argument<string>("name") { Description = $"Which benchmark: {string.Join(", ", names)}.", HelpName = "NAME" };
        name.CompletionSources.Add(names);
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var asked }] && !names.Contains(asked))
                result.AddError($"'{asked}' is not a benchmark ({string.Join(", ", names)}){(NearestName.Find(asked, names) is { } near ? $", the nearest is {near}" : "")}");
        });
        var data = new Option<string?>("--data") { Description = $"The pairs of {MathBenchmark.Name}, one a line, else those of the shared test data; the text of {Tokenizer}, else 10 MB made on the spot.", HelpName = "FILE" };
        var folder = new Option<string?>("--tokenizer") { Description = $"For {Tokenizer}: a folder with tokenizer.json, else one trained on the spot.", HelpName = "DIR" };
        var groups = new Option<int>("--groups")
        {
            Description = $"For {ControlPlaneBenchmark.Name}: how many groups the run has had at most; 100000 takes a quarter of an hour.", HelpName = "N", DefaultValueFactory = _ => 10_000,
        };
        var output = CommonOptions.Output();
        var command = new Command("bench", "Benchmarks this machine: decoding, training and tokenizing throughput, share of the matrix-product peak, verification and bookkeeping rates.") { name, data, folder, groups, output };
        command.SetAction((parsed, _) =>
            Run(session, parsed.GetRequiredValue(name),
                Measuring(parsed.GetRequiredValue(name), parsed.GetValue(data), parsed.GetValue(folder), parsed.GetValue(groups), session.Stop), parsed.GetValue(output)));
        return command;
    }

    private static Func<double, IReadOnlyList<BenchmarkCase>> Measuring(string name, string? data, string? folder, int groups, CancellationToken stop)
    {
        if (folder is not null && name != Tokenizer)
            throw new CommandException(ExitCode.WrongUse, $"bench {name} takes no --tokenizer", "leave it out");
        if (name == ControlPlaneBenchmark.Name)
            return _ => ControlPlaneBenchmark.RunAsync(groups, stop).GetAwaiter().GetResult();
        if (name == WeightsBenchmark.Name)
            return _ => WeightsBenchmark.RunAsync(stop).GetAwaiter().GetResult();
        if (name == MathBenchmark.Name)
            return _ => MathBenchmark.Run(data);
        if (name != Tokenizer)
            return Benches[name];
        if (data is not null && !File.Exists(data))
            throw new CommandException(ExitCode.NotFound, $"there is no file {data}", "check the path");
        return _ => TokenizerBenchmark.Run(folder, data is null ? null : File.ReadAllText(data));
    }

    private static async Task Run(Session session, string name, Func<double, IReadOnlyList<BenchmarkCase>> measure, OutputFormat output)
    {
        session.Terminal.Error.WriteLine($"measuring {name}: leave the machine alone for a minute");
        var (peak, cases) = await Task.Run(() => MatrixPeak.Measure() is var measured ? (measured, measure(measured)) : default, session.Stop);
        var machine = Machine.Describe();
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(new { bench = name, machine, gemmGflops = peak, cases }));
        else
            session.Terminal.WriteResult(BenchTable.Of(machine, peak, cases));
    }
}
