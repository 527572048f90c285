using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;
using Magistral.Silo.Tests.Training;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class MachineLimitsTests
{
    private const long Plenty = 1_000_000_000_000;
    private static readonly RunSpec Spec = TinyService.Spec;
    private static readonly ModelPlan Model = ModelPlan.Of(Spec, TimeProvider.System);

    [Fact]
    public void A_run_that_fits_is_let_through()
    {
        new MachineLimits(new(), SiloRoles.All, Plenty).CheckTrainer(Spec, Model);
        new MachineLimits(new(), SiloRoles.All, Plenty).CheckGenerator(Spec, Model);
        new MachineLimits(new(), SiloRoles.All).CheckTrainer(Spec, Model);
    }

    [Theory]
    [InlineData(SiloRoles.Trainer, " on a trainer, where it may take 0 MB; ")]
    [InlineData(SiloRoles.Trainer | SiloRoles.Generator, " on a silo that trains and generates, where it may take 0 MB; ")]
    public void A_trainer_is_told_where_the_run_does_not_fit(SiloRoles roles, string where)
    {
        var error = Assert.Throws<RunSpecException>(() => new MachineLimits(new(), roles, machineBytes: 1).CheckTrainer(Spec, Model));
        Assert.StartsWith("the run spec cannot run: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(where, Assert.Single(error.Faults).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_trains_and_generates_takes_both_at_once()
    {
        var needs = new RunMemory(Spec, Model.Config, Engine.Models.ComputeDevice.Cpu);
        var silo = new SiloResources { TrainerThreads = 2, GeneratorThreads = 2 };
        var (training, generating) = (needs.Trainer(2).Sum(part => part.Bytes), needs.Generator(2).Sum(part => part.Bytes));
        new MachineLimits(silo, SiloRoles.Trainer, training).CheckTrainer(Spec, Model);
        new MachineLimits(silo, SiloRoles.Trainer | SiloRoles.Generator, training + generating).CheckTrainer(Spec, Model);
        Assert.Throws<RunSpecException>(() => new MachineLimits(silo, SiloRoles.Trainer, training - 1).CheckTrainer(Spec, Model));
        Assert.Throws<RunSpecException>(() => new MachineLimits(silo, SiloRoles.Trainer | SiloRoles.Generator, training + generating - 1).CheckTrainer(Spec, Model));
    }

    [Fact]
    public void A_generator_is_told_that_it_is_the_generator() => Assert.Contains(
        " on a generator, where it may take 0 MB; ", FaultOf(new MachineLimits(new(), SiloRoles.Generator, machineBytes: 1)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 3_000_000, "3 MB")]
    [InlineData(2_000_000, 3_000_000, "2 MB")]
    [InlineData(4_000_000, 3_000_000, "4 MB")]
    public void What_the_silo_was_told_goes_over_what_the_machine_has(long told, long machine, string where)
    {
        var vast = Spec with { Rl = Spec.Rl with { NAsync = 4096 } };
        var limits = new MachineLimits(new() { MostRunBytes = told }, SiloRoles.Generator, machine);
        Assert.Contains($"where it may take {where}; ", Assert.Throws<RunSpecException>(() => limits.CheckGenerator(vast, Model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_length_and_memory_are_told_together()
    {
        var spec = Spec with { Model = Spec.Model with { Hidden = 8192, Layers = 8, FeedForward = 32768, Heads = 64 }, Stages = [Spec.Stages[0] with { LMax = 45 }] };
        var error = Assert.Throws<RunSpecException>(() => new MachineLimits(new(), SiloRoles.Trainer, Plenty / 1000).CheckTrainer(spec, ModelPlan.Of(spec, TimeProvider.System)));
        Assert.Equal(["stages[0].l_max", "model", "model"], error.Faults.Select(fault => fault.Path));
        Assert.Contains("more than the 2147483591 that one array holds", error.Faults[1].What, StringComparison.Ordinal);
        Assert.Contains("the run takes about ", error.Faults[2].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silo_that_nothing_is_known_of_is_refused() => Assert.Throws<ArgumentNullException>("silo", () => new MachineLimits(null!, SiloRoles.All));

    private static string FaultOf(MachineLimits limits) => Assert.Throws<RunSpecException>(() => limits.CheckGenerator(Spec, Model)).Message;
}
