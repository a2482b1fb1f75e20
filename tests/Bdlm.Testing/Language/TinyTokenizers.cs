using System.Text;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Testing.Language;

/// <summary>Complete tokenizers that need no file, for tests without the public data sets.</summary>
public static class TinyTokenizers
{
    private static readonly string[] Merges =
    [
        "e r", "s t", "i e", "m o", "mo v", "mov ie", "Ġ Y", "ĠY e", "ĠYe s", "Ġ N", "ĠN o", "Ġ l", "Ġl i", "Ġli k", "Ġlik e", "Ġ mo", "U s", "Us er", "Y e", "Ye s",
    ];

    private static readonly (string Piece, float Score)[] Pieces =
    [
        ("▁Yes", -1), ("▁No", -2), ("▁Ye", -3), ("Yes", -4), ("Ye", -5), ("▁a", -6), ("▁li", -7), ("▁like", -8), ("▁l", -9), ("ke", -10), ("▁Y", -11), ("▁N", -12),
        ("No", -13), ("er", -14), ("▁▁", -15),
    ];

    /// <summary>A byte-level BPE tokenizer as GPT-2's: 256 bytes and some merges. Restores every text exactly.</summary>
    /// <param name="beginToken">A beginning-of-sentence token that it shall put before every text; null for none.</param>
    public static BpeTokenizer ByteLevelBpe(string? beginToken = null)
    {
        List<string> vocabulary = [.. ByteCharacters().Select(c => c.ToString())];
        vocabulary.AddRange(Merges.Select(m => m.Replace(" ", string.Empty, StringComparison.Ordinal)));
        if (beginToken is not null)
        {
            vocabulary.Add(beginToken);
        }

        return BpeTokenizer.Create(new BpeOptions(vocabulary.Select((word, id) => KeyValuePair.Create(word, id)))
        {
            Merges = Merges,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(new System.Text.RegularExpressions.Regex(@" ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+"), null),
            BeginningOfSentenceToken = beginToken,
        });
    }

    /// <summary>The number of ids of <see cref="ByteLevelBpe"/>.</summary>
    public static int ByteLevelBpeSize(string? beginToken = null) => 256 + Merges.Length + (beginToken is null ? 0 : 1);

    /// <summary>A SentencePiece BPE model as Llama's: dummy prefix, spaces as "▁", unknown characters as bytes.</summary>
    /// <param name="addBegin">Whether it shall put its beginning-of-sentence token, id 1, before every text.</param>
    /// <param name="specialTokens">Tokens that the tokenizer is to recognise itself; null for none.</param>
    public static LlamaTokenizer SentencePiece(bool addBegin = false, IReadOnlyDictionary<string, int>? specialTokens = null)
    {
        using var stream = new MemoryStream(SentencePieceModel());
        return LlamaTokenizer.Create(stream, addBegin, addEndOfSentence: false, specialTokens);
    }

    /// <summary>The number of ids of <see cref="SentencePiece"/>.</summary>
    public static int SentencePieceSize => 3 + 256 + Pieces.Length + SingleCharacters.Length;

    /// <summary>A lower-casing WordPiece tokenizer over a few words; it loses case and spacing.</summary>
    public static WordPieceTokenizer WordPiece()
    {
        string words = string.Join('\n', WordPieceWords);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(words));
        return WordPieceTokenizer.Create(stream, new WordPieceOptions { Normalizer = LowerCaseNormalizer.Instance });
    }

    /// <summary>The words of <see cref="WordPiece"/> in the order of their ids.</summary>
    public static IReadOnlyList<string> WordPieceWords { get; } =
        ["[UNK]", "[CLS]", "[SEP]", "a", "user", "like", "##d", "movie", "##s", "yes", "no", "answer", "next", "item", ":", ".", ";", "?", "<", ">", "nothing", "will", "the"];

    private static string SingleCharacters => "▁abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;?!()<>\\-";

    /// <summary>GPT-2's printable character for each byte.</summary>
    private static IEnumerable<char> ByteCharacters()
    {
        int substitutes = 0;
        for (int value = 0; value < 256; value++)
        {
            bool isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            yield return isPrintable ? (char)value : (char)(256 + substitutes++);
        }
    }

    /// <summary>A SentencePiece model file, written by hand in its protocol buffer format.</summary>
    private static byte[] SentencePieceModel()
    {
        using var model = new MemoryStream();
        WritePiece(model, "<unk>", 0, 2);
        WritePiece(model, "<s>", 0, 3);
        WritePiece(model, "</s>", 0, 3);
        for (int value = 0; value < 256; value++)
        {
            WritePiece(model, $"<0x{value:X2}>", 0, 6);
        }

        foreach ((string piece, float score) in Pieces)
        {
            WritePiece(model, piece, score, 1);
        }

        for (int index = 0; index < SingleCharacters.Length; index++)
        {
            WritePiece(model, SingleCharacters[index].ToString(), -100 - index, 1);
        }

        // trainer_spec: model_type = BPE, byte_fallback, unk_id 0, bos_id 1, eos_id 2.
        WriteBytes(model, 2, [0x18, 2, 0x98, 2, 1, 0xC0, 2, 0, 0xC8, 2, 1, 0xD0, 2, 2]);

        // normalizer_spec: name "identity", add_dummy_prefix, keep extra spaces, escape spaces.
        WriteBytes(model, 3, [0x0A, 8, .. "identity"u8, 0x18, 1, 0x20, 0, 0x28, 1]);
        return model.ToArray();
    }

    private static void WritePiece(Stream model, string piece, float score, byte type)
    {
        byte[] text = Encoding.UTF8.GetBytes(piece);
        WriteBytes(model, 1, [0x0A, (byte)text.Length, .. text, 0x15, .. BitConverter.GetBytes(score), 0x18, type]);
    }

    private static void WriteBytes(Stream model, int field, ReadOnlySpan<byte> message)
    {
        model.WriteByte((byte)((field << 3) | 2));
        model.WriteByte((byte)message.Length);
        model.Write(message);
    }
}
