namespace Magistral.Silo.Models;

/// <summary>A part of the memory that a run takes.</summary>
/// <param name="What">What it is for, in the plural.</param>
/// <param name="Bytes">How much.</param>
/// <param name="IsOnDevice">Whether it lies where the tensors do, rather than always in the processor's memory.</param>
/// <param name="Setting">The setting of the spec that it follows first.</param>
/// <param name="Count">The value of that setting, to which the part is proportional; 0 where it is not.</param>
/// <param name="Least">The least value of it that makes sense.</param>
/// <param name="Remedy">What else may help.</param>
public sealed record MemoryPart(string What, long Bytes, bool IsOnDevice, string Setting, long Count, long Least, string Remedy);
