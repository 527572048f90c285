using Magistral.Contracts.Specs;
using Magistral.Silo.Models;

namespace Magistral.Silo.Tests.Models;

/// <summary>A folder with a small model of fresh weights, as an export leaves it.</summary>
internal sealed class ExportedFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("magistral-export-");

    public ExportedFolder(TokenizerKind tokenizer)
    {
        Plan = ModelPlan.Of(SpecOf(new() { Hidden = 32, Layers = 2, Heads = 2, KvHeads = 1, FeedForward = 32, Context = 48, Tokenizer = tokenizer }), TimeProvider.System);
        using var start = Plan.Start(Engine.Models.ComputeDevice.Cpu);
        using var weights = start.Trained.Snapshot(0);
        ModelExport.Write(DirectoryPath, Plan, weights, null, CancellationToken.None);
    }

    /// <summary>The model it was written from.</summary>
    public ModelPlan Plan { get; }

    public string DirectoryPath => Path.Combine(root.FullName, "model");

    /// <summary>Another place beside it.</summary>
    public string Beside(string name) => Path.Combine(root.FullName, name);

    /// <summary>A run of one-digit additions with a model.</summary>
    public static RunSpec SpecOf(ModelSpec model) => Training.TinyService.Spec with { Model = model };

    public void Dispose() => root.Delete(recursive: true);
}
