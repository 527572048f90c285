using System.CommandLine;
using Magistral.Cli.Benchmarks;
using Magistral.Cli.Rendering;
using Magistral.Engine.Benchmarks;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral bench</c>: the benchmarks.</summary>
internal static class BenchCommand
{
    private static readonly Dictionary<string, Func<double, IReadOnlyList<BenchmarkCase>>> Benches = new()
    {
        ["decode"] = DecodeBenchmark.Run,
        ["train"] = TrainBenchmark.Run,
        ["verify-code"] = CodeBenchmark.Run,
        ["load"] = LoadBenchmark.Run,
    };

    public static Command Create(Session session)
    {
        string[] names = [.. Benches.Keys, MathBenchmark.Name];
        var name = new Argument<string>("name") { Description = $"Which benchmark: {string.Join(", ", names)}.", HelpName = "NAME" };
        name.AcceptOnlyFromAmong(names);
        var data = new Option<string?>("--data") { Description = $"The pairs of {MathBenchmark.Name}, one a line; else those of the shared test data.", HelpName = "FILE.jsonl" };
        var output = CommonOptions.Output();
        var command = new Command("bench", "Measures this machine: tokens a second and what share of the matrix-product peak that is, or answers and programs judged a second.") { name, data, output };
        command.SetAction((parsed, _) => Run(session, parsed.GetRequiredValue(name), parsed.GetValue(data), parsed.GetValue(output)));
        return command;
    }

    private static IReadOnlyList<BenchmarkCase> Measure(string name, double peakGflops, string? data) =>
        name == MathBenchmark.Name ? MathBenchmark.Run(data) : Benches[name](peakGflops);

    private static async Task Run(Session session, string name, string? data, OutputFormat output)
    {
        session.Terminal.Error.WriteLine($"measuring {name}: leave the machine alone for a minute");
        var (peak, cases) = await Task.Run(() => MatrixPeak.Measure() is var measured ? (measured, Measure(name, measured, data)) : default, session.Stop);
        var machine = Machine.Describe();
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(new { bench = name, machine, gemmGflops = peak, cases }));
        else
            session.Terminal.WriteResult(BenchTable.Of(machine, peak, cases));
    }
}
