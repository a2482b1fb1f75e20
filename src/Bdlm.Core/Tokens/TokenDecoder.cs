using System.Text;

namespace Bdlm.Tokens;

/// <summary>Turns token ids back into text: runs of words through the base tokenizer, closed tokens by their notation.</summary>
internal sealed class TokenDecoder(EntityVocabulary vocabulary, InPlaceDecoder words)
{
    /// <summary>Decodes ids; <paramref name="finish"/> rewrites the text of each run of words.</summary>
    public string Decode(IEnumerable<int> ids, Func<string, string> finish)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var result = new StringBuilder();
        var run = new List<int>();
        bool atStart = true;
        int position = 0;
        foreach (int id in ids)
        {
            if ((uint)id < (uint)vocabulary.BaseVocabularySize)
            {
                run.Add(id);
            }
            else
            {
                string closed = Notation(id, position);
                result.Append(finish(words.Decode(run, atStart))).Append(closed);
                run.Clear();
                atStart = false;
            }

            position++;
        }

        return result.Append(finish(words.Decode(run, atStart))).ToString();
    }

    private string Notation(int id, int position)
    {
        if (vocabulary.TryGetEntity(id, out EntityKind kind, out int entity))
        {
            return EntityVocabulary.Notation(kind, entity);
        }

        int place = id - vocabulary.BaseVocabularySize;
        return (uint)place < (uint)vocabulary.ReservedTokens.Count
            ? vocabulary.ReservedTokens[place]
            : throw new ArgumentOutOfRangeException("ids", $"ids holds {id} at position {position}; expected ids in [0, {vocabulary.Size}). Decode with the vocabulary that the ids were made with.");
    }
}
