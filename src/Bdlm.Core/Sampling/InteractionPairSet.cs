using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// The interaction-prediction questions of an evaluation, one positive to one negative: built once, put to every model
/// alike, saved, and known by a hash that reports print. Immutable.
/// </summary>
public sealed class InteractionPairSet
{
    private readonly QuestionHeader _header;

    /// <summary>Makes a set; <see cref="InteractionPairSetBuilder"/> draws one. The pairs are copied.</summary>
    /// <param name="stage">The part of the split that the positives come from.</param>
    /// <param name="userCount">The data set's number of users.</param>
    /// <param name="itemCount">The data set's number of items.</param>
    /// <param name="description">How the set came about, for reports.</param>
    /// <param name="pairs">The pairs.</param>
    /// <exception cref="ArgumentException">A pair is faulty: an id out of range, or one item on both sides.</exception>
    public InteractionPairSet(HeldOutStage stage, int userCount, int itemCount, string description, IEnumerable<InteractionPair> pairs)
        : this(new QuestionHeader(stage, userCount, itemCount, description), [.. pairs])
    {
        InteractionPairFormat.Instance.Check(Pairs, _header, nameof(pairs));
    }

    private InteractionPairSet(QuestionHeader header, IReadOnlyList<InteractionPair> pairs)
    {
        _header = header;
        Pairs = pairs;
        Hash = InteractionPairFormat.Instance.HashOf(header, pairs);
    }

    /// <summary>The part of the split that the positives come from.</summary>
    public HeldOutStage Stage => _header.Stage;

    /// <summary>The data set's number of users.</summary>
    public int UserCount => _header.UserCount;

    /// <summary>The data set's number of items.</summary>
    public int ItemCount => _header.ItemCount;

    /// <summary>Sampler, number of negatives and seed, in words. Not part of the hash.</summary>
    public string Description => _header.Description;

    /// <summary>The pairs, in the order of the split's targets.</summary>
    public IReadOnlyList<InteractionPair> Pairs { get; }

    /// <summary>The pairs as single questions: positive, negative, positive, negative, …</summary>
    public IEnumerable<LabelledInteraction> Questions => Pairs.SelectMany(pair => new[]
    {
        new LabelledInteraction(pair.User, pair.Positive, true),
        new LabelledInteraction(pair.User, pair.Negative, false),
    });

    /// <summary>
    /// 16 hexadecimal digits of the SHA-256 over stage, counts and pairs, order included: equal hashes mean equal questions.
    /// </summary>
    public string Hash { get; }

    /// <summary>Reads a saved set and checks every id and the hash.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, was changed, or holds no pairs; the message names file, line and position.</exception>
    public static InteractionPairSet Load(string path)
    {
        (QuestionHeader header, List<InteractionPair> pairs) = QuestionFile<InteractionPair>.Load(path, InteractionPairFormat.Instance);
        return new InteractionPairSet(header, pairs);
    }

    /// <summary>Writes the set as readable JSON, through a temporary file beside it and a rename. Ids are dense ids.</summary>
    /// <param name="path">The file; replaced if it is there. Its folder must exist.</param>
    public void Save(string path) => QuestionFile<InteractionPair>.Save(path, InteractionPairFormat.Instance, _header, Pairs, Hash);

    /// <summary>Throws unless the set was built for as many users and items as the split has.</summary>
    /// <exception cref="InvalidOperationException">The counts differ.</exception>
    public void EnsureFits(TrainView train) => _header.EnsureFits(train, "pair");
}
