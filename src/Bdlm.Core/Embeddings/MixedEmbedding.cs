using Bdlm.Language;
using Bdlm.Tokens;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>
/// The mixed embedding of Eq. 2: a token's row comes from the word table E_V, from E_U^L or from E_I^L, by the vocabulary it belongs to.
/// The tables stay apart: nothing of their size is copied in a step. Reserved tokens have a table of their own, since the base
/// model's word table has no row for them.
/// </summary>
/// <remarks>
/// Owns and registers the rows of users, items and reserved tokens. The word table belongs to the base model and is neither registered nor
/// disposed here.
/// </remarks>
public sealed class MixedEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly ICausalLanguageModel _base;
    private readonly EntityTables _rows;
    private TokenRows _lookup;

    /// <summary>Makes an embedding with normally distributed rows, in the dtype and on the device of the word table.</summary>
    /// <param name="model">The model whose word table is read.</param>
    /// <param name="vocabulary">The extended vocabulary; its words are the model's.</param>
    /// <param name="deviation">The standard deviation of the rows; 0 or more.</param>
    /// <param name="seed">Of the random rows; the same seed gives the same rows on every device.</param>
    /// <exception cref="ArgumentException">The vocabulary's word count differs from the model's.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is negative or not a number.</exception>
    public MixedEmbedding(ICausalLanguageModel model, EntityVocabulary vocabulary, double deviation, int seed)
        : base(nameof(MixedEmbedding))
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (vocabulary.BaseVocabularySize != model.VocabularySize)
        {
            throw new ArgumentException($"vocabulary has {vocabulary.BaseVocabularySize} words, but the model has {model.VocabularySize}; expected the same. Make the EntityVocabulary with the model's VocabularySize.", nameof(vocabulary));
        }

        RowGuard.Deviation(deviation);
        _base = model;
        _rows = EntityTables.Random(vocabulary, model.WordEmbeddings, deviation, seed);
        _lookup = new TokenRows(vocabulary, TableOf);
        register_module("rows", _rows);
    }

    /// <summary>The vocabulary whose tokens have rows.</summary>
    public EntityVocabulary Vocabulary => _rows.Vocabulary;

    /// <summary>The rows E_U^L of users, <c>[UserCount, hidden]</c>. Read it anew after moving or extending the module, which replace it.</summary>
    public Parameter Users => _rows.Users;

    /// <summary>The rows E_I^L of items, <c>[ItemCount, hidden]</c>. Read it anew after moving or extending the module, which replace it.</summary>
    public Parameter Items => _rows.Items;

    /// <summary>The rows of reserved tokens, <c>[reserved, hidden]</c>; null where there are none.</summary>
    public Parameter? Reserved => _rows.Reserved;

    internal EntityTables Rows => _rows;

    /// <summary>The embeddings of tokens (Eq. 2).</summary>
    /// <param name="tokenIds"><c>[batch, length]</c>, int64, in [0, Vocabulary.Size), on the tables' device.</param>
    /// <returns><c>[batch, length, hidden]</c>, the word table's dtype. The caller disposes.</returns>
    /// <exception cref="ArgumentException">Wrong shape or dtype.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token id lies outside the vocabulary.</exception>
    public override Tensor forward(Tensor tokenIds)
    {
        RowGuard.TokenIds(tokenIds, nameof(tokenIds), "[batch, length]", Vocabulary.Size);
        using var scope = NewDisposeScope();
        Tensor rows = _lookup.Gather(tokenIds.reshape(-1));
        return rows.reshape(tokenIds.shape[0], tokenIds.shape[1], -1).MoveToOuterDisposeScope();
    }

    /// <summary>Appends random rows for the users and items that an extended vocabulary adds. Known rows keep their values.</summary>
    /// <param name="vocabulary">What <see cref="EntityVocabulary.Extend"/> made of <see cref="Vocabulary"/>.</param>
    /// <param name="deviation">The standard deviation of the new rows; 0 or more.</param>
    /// <param name="seed">Of the new rows.</param>
    /// <remarks>Replaces the parameters: make optimisers afterwards. Where the embedding belongs to a <see cref="MixedLanguageModel"/>, extend that instead.</remarks>
    /// <exception cref="ArgumentException">The vocabulary does not continue the present one.</exception>
    public void Extend(EntityVocabulary vocabulary, double deviation, int seed)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        RowGuard.Deviation(deviation);
        (Tensor users, Tensor items) = _rows.DrawAdded(vocabulary, deviation, seed);
        using (users)
        using (items)
        {
            Append(vocabulary, users, items);
        }
    }

    internal void Append(EntityVocabulary vocabulary, Tensor users, Tensor items)
    {
        _rows.Append(vocabulary, users, items);
        _lookup = new TokenRows(vocabulary, TableOf);
    }

    /// <summary>Does nothing: the parts are registered by hand, and TorchSharp would register each field as one more part.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor TableOf(TokenTable table) => table switch
    {
        TokenTable.Words => _base.WordEmbeddings,
        TokenTable.Users => Users,
        TokenTable.Items => Items,
        _ => Reserved!,
    };
}
