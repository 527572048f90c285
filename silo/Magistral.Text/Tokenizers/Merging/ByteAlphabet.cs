namespace Magistral.Text.Tokenizers.Merging;

/// <summary>How byte-level vocabularies write bytes: printable Latin-1 as itself, the 68 others from U+0100 on (the GPT-2 alphabet).</summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = new char[256];
    private static readonly short[] Bytes = new short[0x180];

    static ByteAlphabet()
    {
        Array.Fill(Bytes, (short)-1);
        var next = 0x100;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
            Characters[value] = (char)(printable ? value : next++);
            Bytes[Characters[value]] = (short)value;
        }
    }

    /// <summary>The character of a byte.</summary>
    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>The byte of a character, or null.</summary>
    public static byte? ByteOf(char character) => character < Bytes.Length && Bytes[character] >= 0 ? (byte)Bytes[character] : null;
}
