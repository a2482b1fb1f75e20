using System.Buffers.Binary;

namespace Bdlm.Llama.Checkpoints;

/// <summary>The seven little-endian int32 at the start of a llama2.c file, and what they say of the bytes that follow.</summary>
internal sealed record Llama2Header(int Dim, int HiddenDim, int Layers, int Heads, int KeyValueHeads, int Vocabulary, int Length)
{
    /// <summary>The header's size in bytes.</summary>
    public const int Size = 7 * sizeof(int);

    /// <summary>The first four bytes of the later versions of the format, "ak42".</summary>
    private const int VersionedMagic = 0x616B3432;

    /// <summary>Whether the file is of a later version of the format.</summary>
    public bool IsVersioned => Dim == VersionedMagic;

    /// <summary>The exact size of the file in bytes; <see cref="Int128"/>, because a hostile header may ask for anything.</summary>
    public Int128 FileSize
    {
        get
        {
            Int128 hidden = Dim;
            Int128 headDim = Dim / Heads;
            Int128 layer = 2 * hidden + 2 * hidden * hidden + 2 * hidden * KeyValueHeads * headDim + 3 * hidden * HiddenDim;
            Int128 words = hidden * Math.Abs((long)Vocabulary);
            Int128 rotary = Length * (headDim / 2) * 2;
            return Size + sizeof(float) * (words * (IsTied ? 1 : 2) + Layers * layer + hidden + rotary);
        }
    }

    /// <summary>A negative vocabulary size marks free output rows.</summary>
    private bool IsTied => Vocabulary > 0;

    /// <summary>Parses the header.</summary>
    public static Llama2Header Parse(ReadOnlySpan<byte> bytes)
    {
        Span<int> values = stackalloc int[7];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(index * sizeof(int))..]);
        }

        return new Llama2Header(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    /// <summary>The configuration; not yet validated. The format fixes the norm's ε at 1e-5 and the rotary base at 10,000.</summary>
    public LlamaConfig ToConfig() => new()
    {
        HiddenSize = Dim,
        IntermediateSize = HiddenDim,
        LayerCount = Layers,
        HeadCount = Heads,
        KeyValueHeadCount = KeyValueHeads,
        VocabularySize = Vocabulary == int.MinValue ? 0 : Math.Abs(Vocabulary),
        MaxLength = Length,
        TieWordEmbeddings = IsTied,
    };
}
