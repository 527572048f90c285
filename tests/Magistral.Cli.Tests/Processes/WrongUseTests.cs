namespace Magistral.Cli.Tests.Processes;

public sealed class WrongUseTests
{
    [Theory]
    [InlineData(2, "magistral needs a command")]
    [InlineData(2, "'bogus' is not a command of magistral (train, submit, runs, groups, checkpoints, eval, sample, verify, objective, model, tokenizer, bench, schema, tenants, keys)", "bogus")]
    [InlineData(2, "'trian' is not a command of magistral: did you mean 'train'?", "trian")]
    [InlineData(2, "'Trains' is not a command of magistral: did you mean 'train'?", "Trains", "a.yaml", "--data", "x")]
    [InlineData(2, "'shwo' is not a command of magistral runs: did you mean 'show'?", "runs", "shwo", "r")]
    [InlineData(2, "'bench-weights-prt' is not a command of magistral (train", "bench-weights-prt")]
    [InlineData(2, "magistral has no option --hepl: did you mean '--help'?", "--hepl")]
    [InlineData(2, "magistral train has no option --dta: did you mean '--data'?", "train", "--dta", "x")]
    [InlineData(2, "magistral train has no option --sett: did you mean '--set'?", "train", "a.yaml", "--sett", "seed=1")]
    [InlineData(2, "magistral runs list has no option --ouptut: did you mean '--output'?", "runs", "list", "--ouptut=json")]
    [InlineData(2, "magistral runs list has no option -x: `magistral runs list --help`", "runs", "list", "-x")]
    [InlineData(2, "'decod' is not a benchmark (decode, train, verify-code, load, verify-math, tokenizer, weights, control-plane), the nearest is decode", "bench", "decod")]
    [InlineData(2, "magistral runs needs a command", "runs")]
    [InlineData(2, "magistral train has no option --bogus", "train", "--bogus")]
    [InlineData(2, "magistral train does not take 'b'", "train", "a.yaml", "b")]
    [InlineData(2, "--output is 'xml': write table or json", "runs", "list", "--output", "xml")]
    [InlineData(2, "--run 'A b' is not a run name", "train", "--run", "A b", "--dry-run")]
    [InlineData(2, "--set rl.learning_rate=fast: rl.learning_rate: the text 'fast' is not a number", "train", "--set", "rl.learning_rate=fast")]
    [InlineData(2, "--set n_batch=8: n_batch: there is no such setting: did you mean rl.n_batch?", "train", "--set", "n_batch=8")]
    [InlineData(2, "addition.yaml:", "train", "--set", "rl.n_batch=96", "--dry-run")]
    [InlineData(2, "stages[0].l_cache: 50 is greater than l_max 40", "train", "--set", "stages[0].l_cache=50", "--dry-run")]
    [InlineData(2, "'bad' is not a state of a group", "groups", "list", "r", "--state", "bad")]
    [InlineData(2, "'x' is not the number of a group", "groups", "show", "r", "x")]
    [InlineData(2, "--limit must be a whole number of 1 or more", "groups", "list", "r", "--limit", "0")]
    [InlineData(2, "-n is '0', not a whole number of 1 or more", "eval", "--model", "r", "-n", "0")]
    [InlineData(2, "--temperature is 'hot', not a number from 0 to 100", "sample", "--model", "r", "--prompt", "1+1=", "--temperature", "hot")]
    [InlineData(3, "the run spec none.yaml does not exist", "train", "none.yaml")]
    [InlineData(3, "there is no file none.jsonl", "verify", "--input", "none.jsonl")]
    [InlineData(3, "there is no file none.jsonl", "objective", "check", "none.jsonl")]
    [InlineData(3, "there is no file none.jsonl", "eval", "--model", "r", "--problems", "none.jsonl")]
    [InlineData(3, "there is no run 'none'", "runs", "show", "none", "--data", "/nonexistent")]
    [InlineData(3, "there is no run 'none'", "groups", "list", "none", "--data", "/nonexistent")]
    [InlineData(3, "there is no run 'none'", "checkpoints", "list", "none", "--data", "/nonexistent")]
    [InlineData(3, "there is no run 'none'", "sample", "--model", "none", "--prompt", "1+1=", "--data", "/nonexistent")]
    public async Task Wrong_use_is_one_line_and_an_exit_code(int code, string fault, params string[] arguments)
    {
        var result = await Magistral.RunAsync(arguments);
        Assert.Contains(fault, result.Fault, StringComparison.Ordinal);
        Assert.Equal(code, result.Code);
    }

    [Fact]
    public async Task Help_shows_what_people_call_alone() =>
        Assert.DoesNotContain("bench-weights-part", (await Magistral.RunAsync("--help")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("rl.n_minibatch=7")]
    [InlineData("rl.no_such_key=1")]
    [InlineData("stages[0].l_cache=99")]
    [InlineData("model.hidden=-4")]
    [InlineData("rl.learning_rate=fast")]
    public async Task A_setting_that_cannot_be_is_refused_and_nothing_is_written(string setting)
    {
        using var folder = new WorkFolder();
        var result = await Magistral.RunAsync("train", folder.SpecFile, "--data", folder.Data, "--set", setting);
        Assert.StartsWith($"--set {setting}: {setting.Split('=')[0]}: ", result.Fault, StringComparison.Ordinal);
        Assert.Equal(2, result.Code);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Theory]
    [InlineData("rl.n_async: the run takes about ", "model.context=65536", "rl.microbatch_tokens=65536", "rl.n_async=65536")]
    [InlineData("model: 68720746496 trained numbers are more than ", "model.hidden=8192", "model.layers=64", "model.heads=64", "model.kv_heads=64", "model.feed_forward=32768")]
    [InlineData("stages[0].l_max: 70 is more than model.context 72 leaves behind a prompt of 4 tokens: use at most 68, or raise model.context to 74", "stages[0].l_max=70")]
    public async Task A_run_that_does_not_fit_on_this_machine_or_into_its_context_is_refused_and_nothing_is_written(string fault, params string[] settings)
    {
        using var folder = new WorkFolder();
        var result = await Magistral.RunAsync(["train", folder.SpecFile, "--data", folder.Data, .. settings.SelectMany(setting => (string[])["--set", setting])]);
        Assert.StartsWith($"the run spec cannot run: {fault}", result.Fault, StringComparison.Ordinal);
        Assert.Equal(2, result.Code);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task Every_fault_of_a_spec_is_told_at_once()
    {
        using var folder = new WorkFolder();
        var result = await Magistral.RunAsync("train", folder.Write("bad.yaml", "seed: x\nrl: { n_batch: 0 }\n"), "--data", folder.Data);
        Assert.Equal(2, result.Code);
        Assert.Equal(3, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("bad.yaml:1:7: seed: ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Data), "nothing may be written for a spec that cannot run");
    }

    [Fact]
    public async Task A_file_is_not_a_data_directory()
    {
        using var folder = new WorkFolder();
        var result = await Magistral.RunAsync("runs", "list", "--data", folder.SpecFile);
        Assert.StartsWith($"{folder.SpecFile} is a file, not a data directory: ", result.Fault, StringComparison.Ordinal);
        Assert.Equal(2, result.Code);
    }

    [Fact]
    public async Task Reading_does_not_make_a_data_directory()
    {
        using var folder = new WorkFolder();
        var result = await Magistral.RunAsync("runs", "list", "--data", folder.Data, "--output", "json");
        Assert.Equal(0, result.Json.GetArrayLength());
        Assert.False(Directory.Exists(folder.Data));
    }
}
