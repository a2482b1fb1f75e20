using Microsoft.ML.Tokenizers;

namespace Bdlm.Tokens;

/// <summary>Encodes gaps for CodeGen and Phi-2, whose optional prefix space belongs to the beginning of the whole text only.</summary>
internal sealed class CodeGenGapEncoder(CodeGenTokenizer tokenizer) : IGapEncoder
{
    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text, bool atStart, bool atEnd) =>
        tokenizer.EncodeToIds(text, atStart && tokenizer.AddPrefixSpace, addBeginningOfSentence: false, addEndOfSentence: false);
}
