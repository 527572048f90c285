using Magistral.Contracts.Specs;
using Magistral.Engine.Weights;
using Magistral.Silo.Models;
using Magistral.Silo.Tenants;

namespace Magistral.Silo.Generation;

/// <summary>What a generator's engine is made for.</summary>
/// <param name="GeneratorId">The generator's key.</param>
/// <param name="Spec">The run's spec.</param>
/// <param name="Model">Its model.</param>
/// <param name="Weights">Where the newest weights are found; there are none before the trainer published.</param>
/// <param name="Share">Its tenant's turns on this silo, for engines that compute here.</param>
public sealed record RolloutWork(string GeneratorId, RunSpec Spec, ModelPlan Model, IWeightSource Weights, TenantShare Share);
