namespace Magistral.Engine.Weights;

/// <summary>Number formats of safetensors that the project reads and writes.</summary>
public enum SafetensorsDataType
{
    /// <summary>IEEE single precision, 4 bytes.</summary>
    F32,

    /// <summary>IEEE half precision, 2 bytes.</summary>
    F16,

    /// <summary>bfloat16, 2 bytes.</summary>
    BF16,
}
