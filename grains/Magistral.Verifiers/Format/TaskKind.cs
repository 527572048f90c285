namespace Magistral.Verifiers.Format;

/// <summary>What a prompt asks for, which decides what the answer part must hold.</summary>
public enum TaskKind
{
    /// <summary>A mathematical answer in `\boxed{…}`.</summary>
    Math,

    /// <summary>A program in a fenced block with a language tag.</summary>
    Code,
}
