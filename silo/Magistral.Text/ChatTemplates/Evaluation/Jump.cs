namespace Magistral.Text.ChatTemplates.Evaluation;

/// <summary>How statements ended.</summary>
internal enum Jump
{
    /// <summary>At their end.</summary>
    None,

    /// <summary>The loop around them ends.</summary>
    Break,

    /// <summary>The loop around them goes on with the next item.</summary>
    Continue,
}
