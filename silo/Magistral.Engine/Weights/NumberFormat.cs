namespace Magistral.Engine.Weights;

/// <summary>Formats of numbers that weights are stored and held in; the names are those of safetensors.</summary>
public enum NumberFormat
{
    /// <summary>IEEE single precision, 4 bytes.</summary>
    F32,

    /// <summary>IEEE half precision, 2 bytes; stored, held and converted, never computed in.</summary>
    F16,

    /// <summary>bfloat16, 2 bytes: the range of single precision with 8 bits of precision.</summary>
    BF16,
}
