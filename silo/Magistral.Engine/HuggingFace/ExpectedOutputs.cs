using System.Text.Json;

namespace Magistral.Engine.HuggingFace;

/// <summary>What another implementation computed with a model folder: the `expected.json` beside it.</summary>
internal sealed record ExpectedOutputs
{
    public const string FileName = "expected.json";

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>[rows][padded tokens].</summary>
    public required int[][] InputIds { get; init; }

    /// <summary>[rows], real tokens of each.</summary>
    public required int[] Lengths { get; init; }

    /// <summary>[rows][length − 1], of each next token, in nats.</summary>
    public required double[][] TokenLogprobs { get; init; }

    /// <summary>[rows][vocabulary], at the last real token.</summary>
    public required double[][] LastLogits { get; init; }

    /// <summary>Prompt of the greedy continuation.</summary>
    public required int[] GreedyPrompt { get; init; }

    /// <summary>The likeliest token each time.</summary>
    public required int[] GreedyContinuation { get; init; }

    /// <summary>Mean over all real next tokens, in nats.</summary>
    public required double SftLoss { get; init; }

    /// <summary>Of that loss over all parameters.</summary>
    public double? GradNorm { get; init; }

    /// <summary>Of that loss, by parameter.</summary>
    public required Dictionary<string, double> GradNorms { get; init; }

    /// <exception cref="ModelFolderException">The file is absent, or not of this form.</exception>
    public static ExpectedOutputs Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            var expected = JsonSerializer.Deserialize<ExpectedOutputs>(File.ReadAllBytes(path), Names);
            return expected is not null && expected.Fits() ? expected : throw new ModelFolderException($"the arrays of {path} do not fit each other", "write the file again");
        }
        catch (JsonException error)
        {
            throw new ModelFolderException($"{path} cannot be read at line {error.LineNumber + 1} ({error.Message.ReplaceLineEndings(" ")})", "write the file again");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read ({error.Message})", "put the expected outputs beside the model");
        }
    }

    private bool Fits() =>
        InputIds.Length > 0 && Lengths.Length == InputIds.Length && TokenLogprobs.Length == InputIds.Length && LastLogits.Length == InputIds.Length
        && InputIds.All(row => row.Length == InputIds[0].Length)
        && Lengths.Zip(InputIds).All(pair => pair.First >= 1 && pair.First <= pair.Second.Length)
        && Lengths.Zip(TokenLogprobs).All(pair => pair.Second.Length >= pair.First - 1)
        && Lengths.Any(length => length > 1) && GreedyPrompt.Length > 0 && GreedyContinuation.Length > 0;
}
