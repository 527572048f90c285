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
    };

    public static Command Create(Session session)
    {
        var name = new Argument<string>("name") { Description = $"Which benchmark: {string.Join(", ", Benches.Keys)}.", HelpName = "NAME" };
        name.AcceptOnlyFromAmong([.. Benches.Keys]);
        var output = CommonOptions.Output();
        var command = new Command("bench", "Measures this machine: tokens a second and what share of the matrix-product peak that is, or programs judged a second.") { name, output };
        command.SetAction((parsed, _) => Run(session, parsed.GetRequiredValue(name), parsed.GetValue(output)));
        return command;
    }

    private static async Task Run(Session session, string name, OutputFormat output)
    {
        session.Terminal.Error.WriteLine($"measuring {name}: leave the machine alone for a minute");
        var (peak, cases) = await Task.Run(() => MatrixPeak.Measure() is var measured ? (measured, Benches[name](measured)) : default, session.Stop);
        var machine = Machine.Describe();
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(new { bench = name, machine, gemmGflops = peak, cases }));
        else
            session.Terminal.WriteResult(BenchTable.Of(machine, peak, cases));
    }
}
