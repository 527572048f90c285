using Magistral.Contracts.Specs;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>Which of two columns counts where a row has both: one that was given a name goes before one that only bears the usual name.</summary>
internal static class NamedColumns
{
    private static readonly ColumnSpec Usual = new();

    /// <summary>Whether the prompt goes before messages.</summary>
    public static bool PrefersPrompt(this ColumnSpec columns) => columns.Prompt != Usual.Prompt && columns.Messages == Usual.Messages;

    /// <summary>Whether the answer goes before tests.</summary>
    public static bool PrefersAnswer(this ColumnSpec columns) => columns.Answer != Usual.Answer && columns.Tests == Usual.Tests;
}
