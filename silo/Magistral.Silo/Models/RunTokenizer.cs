using Magistral.Contracts.Specs;
using Magistral.Engine.HuggingFace;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Training;

namespace Magistral.Silo.Models;

/// <summary>The tokenizer of a run: its folder's, that of characters, or one learnt from its traces.</summary>
internal static class RunTokenizer
{
    private const int LearntTokens = 320;

    /// <summary>Makes the tokenizer.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="folder">The folder it starts from; null when it starts from fresh weights.</param>
    /// <exception cref="TokenizerException">The folder's tokenizer cannot be used, or the vocabulary has no place for the bytes.</exception>
    public static ITokenizer Of(RunSpec spec, ModelFolder? folder)
    {
        if (spec.Model.Tokenizer == TokenizerKind.Bpe)
            return InFolderOfItsOwn(path =>
            {
                Learn(spec, folder, path);
                return PretrainedTokenizer.Load(path);
            });
        return spec.Model.Tokenizer == TokenizerKind.Auto && folder is not null ? PretrainedTokenizer.Load(folder.DirectoryPath) : new CharacterTokenizer();
    }

    /// <summary>Writes the tokenizer's files, which read back as the same tokenizer.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="folder">The folder it starts from, or null.</param>
    /// <param name="directory">Receives the files; made where it is absent.</param>
    public static void Write(RunSpec spec, ModelFolder? folder, string directory)
    {
        if (spec.Model.Tokenizer == TokenizerKind.Bpe)
            Learn(spec, folder, directory);
        else if (spec.Model.Tokenizer == TokenizerKind.Auto && folder is not null)
            TokenizerFiles.Copy(folder.DirectoryPath, directory);
        else
            CharacterTokenizerFiles.Write(directory);
    }

    private static void Learn(RunSpec spec, ModelFolder? folder, string directory) => TokenizerTrainer.Train(
        directory,
        TeacherTraces.Of(spec).SelectMany(trace => (string[])[trace.Prompt, trace.Completion]),
        new() { VocabularySize = Math.Min(LearntTokens, folder?.Config.Vocabulary ?? LearntTokens), Markers = AnswerMarkers.All });

    private static ITokenizer InFolderOfItsOwn(Func<string, ITokenizer> make)
    {
        var path = Directory.CreateTempSubdirectory("magistral-tokenizer-").FullName;
        try
        {
            return make(path);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
