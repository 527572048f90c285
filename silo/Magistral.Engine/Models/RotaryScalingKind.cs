namespace Magistral.Engine.Models;

/// <summary>Rules by which rotary frequencies are stretched.</summary>
public enum RotaryScalingKind
{
    /// <summary>Every frequency by the same factor (arXiv 2306.15595).</summary>
    Linear,

    /// <summary>Slow frequencies by the factor, fast ones not, smoothly between: Llama 3.1 (arXiv 2407.21783).</summary>
    Llama3,
}
