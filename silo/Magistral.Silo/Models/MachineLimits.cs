using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Engine.Models;
using Magistral.Silo.Hosting;

namespace Magistral.Silo.Models;

/// <summary>What only a silo knows of a run: whether it fits on the machine, and its problems into its model's context. Asked before anything is allocated.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class MachineLimits
{
    private readonly SiloResources silo;
    private readonly SiloRoles roles;
    private readonly long hostBytes;
    private readonly long? deviceBytes;   // null where the tensors lie in the machine's memory, or nobody said how much the device has

    /// <param name="silo">What the silo is told about itself.</param>
    /// <param name="roles">What it does.</param>
    /// <param name="machineBytes">Memory of the machine; null asks it.</param>
    public MachineLimits(SiloResources silo, SiloRoles roles, long? machineBytes = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        (this.silo, this.roles) = (silo, roles);
        var (machine, told) = (machineBytes ?? MachineMemory.Total(), silo.MostRunBytes > 0 ? silo.MostRunBytes : (long?)null);
        (hostBytes, deviceBytes) = IsOnHost ? (told ?? machine, null) : (machine, told);
    }

    private bool IsOnHost => silo.Device == ComputeDevice.Cpu.Name;

    /// <summary>Checks a run before it is trained here; on a silo that generates too, before it does both.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="model">Its model.</param>
    /// <exception cref="RunSpecException">It does not fit.</exception>
    public void CheckTrainer(RunSpec spec, ModelPlan model)
    {
        var needs = NeedsOf(spec, model);
        var trainer = needs.Trainer(silo.TrainerThreads);
        var memory = roles.HasFlag(SiloRoles.Generator)
            ? Faults("on a silo that trains and generates", [.. trainer, .. needs.Generator(silo.GeneratorThreads)])
            : Faults("on a trainer", trainer);
        IEnumerable<SpecFault> length = needs.LengthFault() is { } fault ? [fault] : [];
        Throw(ContextRule.Check(spec, model).Concat(length).Concat(memory));
    }

    /// <summary>Checks a run before it is generated for here.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="model">Its model.</param>
    /// <exception cref="RunSpecException">It does not fit.</exception>
    public void CheckGenerator(RunSpec spec, ModelPlan model) => Throw(Faults("on a generator", NeedsOf(spec, model).Generator(silo.GeneratorThreads)));

    private RunMemory NeedsOf(RunSpec spec, ModelPlan model) => new(spec, model.Config, ComputeDevice.Parse(silo.Device));

    private IEnumerable<SpecFault> Faults(string where, IReadOnlyList<MemoryPart> parts)
    {
        var host = IsOnHost ? parts : [.. parts.Where(part => !part.IsOnDevice)];
        if (MemoryRule.Check(where, host, hostBytes) is { } fault)
            yield return fault;
        if (deviceBytes is { } bytes && MemoryRule.Check($"of {silo.Device} {where}", [.. parts.Where(part => part.IsOnDevice)], bytes) is { } onDevice)
            yield return onDevice;
    }

    private static void Throw(IEnumerable<SpecFault> faults)
    {
        if (faults.ToList() is { Count: > 0 } found)
            throw new RunSpecException("the run spec", found);
    }
}
