using System.Buffers.Binary;

namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>One instruction of classic BPF, as the kernel's `struct sock_filter`.</summary>
/// <param name="Code">Operation.</param>
/// <param name="IfTrue">Instructions to skip when a jump's condition holds.</param>
/// <param name="IfFalse">Instructions to skip when it does not.</param>
/// <param name="Operand">The constant.</param>
internal readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand)
{
    /// <summary>Bytes of one instruction.</summary>
    public const int Size = 8;

    /// <summary>Loads a word of the system call's data: offset 0 is its number, 4 the architecture, 16 + 8·i argument i.</summary>
    public static FilterInstruction Load(uint offset) => new(0x20, 0, 0, offset);

    /// <summary>Goes on when the loaded word is the operand, else skips.</summary>
    public static FilterInstruction SkipUnless(uint value, byte skip) => new(0x15, 0, skip, value);

    /// <summary>Skips when the loaded word is the operand, else goes on.</summary>
    public static FilterInstruction SkipIf(uint value, byte skip) => new(0x15, skip, 0, value);

    /// <summary>Skips when the loaded word has none of the operand's bits, else goes on.</summary>
    public static FilterInstruction SkipUnlessAny(uint bits, byte skip) => new(0x45, 0, skip, bits);

    /// <summary>Skips when the loaded word is below the operand, else goes on.</summary>
    public static FilterInstruction SkipBelow(uint value, byte skip) => new(0x35, 0, skip, value);

    /// <summary>Ends the filter with an action.</summary>
    public static FilterInstruction Return(uint action) => new(0x06, 0, 0, action);

    /// <summary>Writes the instruction in the machine's byte order.</summary>
    /// <param name="target">[8].</param>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, Code);
        (target[2], target[3]) = (IfTrue, IfFalse);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Operand);
    }
}
