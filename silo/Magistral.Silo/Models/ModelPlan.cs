using Magistral.Contracts.Specs;
using Magistral.Engine.Adapters;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Text.ChatTemplates;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Files;

namespace Magistral.Silo.Models;

/// <summary>What the model section of a run spec comes to: tokenizer, sizes, the folder it starts from, what is trained.</summary>
/// <remarks>The same on every silo that sees the same folder. Immutable and thread-safe.</remarks>
public sealed class ModelPlan
{
    private readonly RunSpec spec;

    private ModelPlan(RunSpec spec, ModelFolder? folder, ITokenizer tokenizer, ModelConfig config, TimeProvider clock)
    {
        (this.spec, Folder, Tokenizer, Config) = (spec, folder, tokenizer, config);
        Lora = SpecMapping.LoraOf(spec.Model);
        Prompts = PromptsOf(tokenizer, clock);
        StopTokens = KeepsTokenizer
            ? [.. folder!.Generation.EosTokens.Append(tokenizer.EndOfText).Distinct()]
            : [tokenizer.EndOfText];
    }

    private ModelPlan(ModelPlan other, ModelConfig config) =>
        (spec, Folder, Tokenizer, Config, Lora, Prompts, StopTokens) = (other.spec, other.Folder, other.Tokenizer, config, other.Lora, other.Prompts, other.StopTokens);

    /// <summary>The folder the model starts from; null for fresh weights.</summary>
    public ModelFolder? Folder { get; }

    /// <summary>Its tokenizer.</summary>
    public ITokenizer Tokenizer { get; }

    /// <summary>Its sizes; the context is the run's.</summary>
    public ModelConfig Config { get; }

    /// <summary>The adapter that is trained; null when the weights are.</summary>
    public LoraOptions? Lora { get; }

    /// <summary>What matrix products are computed in.</summary>
    public NumberFormat Format => SpecMapping.FormatOf(spec.Model);

    /// <summary>How it is asked.</summary>
    public PromptFormat Prompts { get; }

    /// <summary>Tokens that end a completion.</summary>
    public IReadOnlyList<int> StopTokens { get; }

    /// <summary>Whether the tokenizer is that of the folder.</summary>
    public bool KeepsTokenizer => Folder is not null && spec.Model.Tokenizer == TokenizerKind.Auto;

    /// <summary>The arrays that are trained, published and kept in checkpoints.</summary>
    public IReadOnlyList<ParameterLeaf> TrainedLeaves => Lora is { } lora ? new LoraLayout(Config, lora).Leaves : new ParameterLayout(Config).Leaves;

    /// <summary>Reads the folder, if there is one, but not its weights, and checks that everything fits together.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="clock">For chat templates that write the date.</param>
    /// <exception cref="Contracts.MagistralException">The folder, its tokenizer or its chat template cannot be used, or they do not fit together.</exception>
    public static ModelPlan Of(RunSpec spec, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var folder = spec.Model.Path.Length > 0 ? ModelFolder.Open(spec.Model.Path) : null;
        var tokenizer = RunTokenizer.Of(spec, folder);
        return new(spec, folder, tokenizer, folder is null ? SpecMapping.SizesOf(spec.Model, tokenizer) : SizesOf(spec, folder, tokenizer), clock);
    }

    /// <summary>The weights the model starts from; the caller disposes them.</summary>
    /// <param name="device">Where they shall live.</param>
    /// <remarks>Float32 when they are trained; else, under an adapter, what they are computed in.</remarks>
    public FlatParameters Base(ComputeDevice device) => Folder is null
        ? FlatParameters.Create(Config, spec.Seed, device)
        : Folder.Load(device, Lora is null ? NumberFormat.F32 : Format, Config.Context);

    /// <summary>What is trained, as it is at the start; the caller disposes it.</summary>
    /// <param name="device">Where it shall live.</param>
    public TrainedWeights Start(ComputeDevice device) =>
        new(Base(device), Lora is { } lora ? LoraParameters.Create(Config, lora, spec.Seed, device) : null);

    /// <summary>The same model for shorter sequences, which need less memory.</summary>
    /// <param name="context">Longest sequence in tokens, at most the present one.</param>
    public ModelPlan WithContext(int context) => new(this, Config with { Context = Math.Min(context, Config.Context) });

    /// <summary>Writes the tokenizer's files, which read back as the same tokenizer.</summary>
    /// <param name="directory">Receives them.</param>
    public void WriteTokenizer(string directory) => RunTokenizer.Write(spec, Folder, directory);

    private static ModelConfig SizesOf(RunSpec spec, ModelFolder folder, ITokenizer tokenizer)
    {
        var (context, vocabulary) = (spec.Model.Context, folder.Config.Vocabulary);
        if (context > folder.Config.Context)
            throw new RunSpecException("the run spec", [new("model.context", $"{context} is longer than the {folder.Config.Context} tokens of {folder.DirectoryPath}", $"use at most {folder.Config.Context}")]);
        if (tokenizer is CharacterTokenizer ? tokenizer.VocabularySize != vocabulary : tokenizer.VocabularySize > vocabulary)
            throw new TokenizerException(
                $"the tokenizer has {tokenizer.VocabularySize} tokens, the model of {folder.DirectoryPath} {vocabulary}", "use the tokenizer the model was trained with, or model.tokenizer bpe");
        return folder.Config with { Context = context };
    }

    private PromptFormat PromptsOf(ITokenizer tokenizer, TimeProvider clock)
    {
        try
        {
            return new(tokenizer, spec.Model.ChatTemplate ? ChatOf(tokenizer, Folder) : null, clock);
        }
        catch (ChatTemplateException fault)
        {
            throw new TokenizerException($"{Folder!.DirectoryPath}: {fault.What}", $"{fault.Remedy}, or set model.chat_template to false");
        }
    }

    private ChatFormat? ChatOf(ITokenizer tokenizer, ModelFolder? folder) =>
        folder is not null && KeepsTokenizer && tokenizer is PretrainedTokenizer own ? ChatFormat.Load(folder.DirectoryPath, own.Config) : null;
}
