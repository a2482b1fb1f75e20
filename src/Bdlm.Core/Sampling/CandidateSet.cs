using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// The ranking questions of an evaluation, one a held-out target: built once, put to every model alike, saved, and known by
/// a hash that reports print. Immutable.
/// </summary>
public sealed class CandidateSet
{
    private readonly QuestionHeader _header;

    /// <summary>Makes a set; <see cref="CandidateSetBuilder"/> draws one. The lists are copied.</summary>
    /// <param name="stage">The part of the split that the targets come from.</param>
    /// <param name="userCount">The data set's number of users.</param>
    /// <param name="itemCount">The data set's number of items.</param>
    /// <param name="description">How the set came about, for reports.</param>
    /// <param name="lists">The questions: different items in each, the target among them.</param>
    /// <exception cref="ArgumentException">A list is faulty: an id out of range, an item twice, no place of a target.</exception>
    public CandidateSet(HeldOutStage stage, int userCount, int itemCount, string description, IEnumerable<CandidateList> lists)
        : this(new QuestionHeader(stage, userCount, itemCount, description), [.. lists.Select(Copy)])
    {
        CandidateFormat.Instance.Check(Lists, _header, nameof(lists));
    }

    private CandidateSet(QuestionHeader header, IReadOnlyList<CandidateList> lists)
    {
        _header = header;
        Lists = lists;
        Hash = CandidateFormat.Instance.HashOf(header, lists);
    }

    /// <summary>The part of the split that the targets come from.</summary>
    public HeldOutStage Stage => _header.Stage;

    /// <summary>The data set's number of users.</summary>
    public int UserCount => _header.UserCount;

    /// <summary>The data set's number of items.</summary>
    public int ItemCount => _header.ItemCount;

    /// <summary>Sampler, number of negatives and seed, in words. Not part of the hash.</summary>
    public string Description => _header.Description;

    /// <summary>The questions, in the order of the split's targets.</summary>
    public IReadOnlyList<CandidateList> Lists { get; }

    /// <summary>
    /// 16 hexadecimal digits of the SHA-256 over stage, counts and lists, order included: equal hashes mean equal questions.
    /// </summary>
    public string Hash { get; }

    /// <summary>Reads a saved set and checks every id and the hash.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, was changed, or is no candidate file; the message names file, line and position.</exception>
    public static CandidateSet Load(string path)
    {
        (QuestionHeader header, List<CandidateList> lists) = QuestionFile<CandidateList>.Load(path, CandidateFormat.Instance);
        return new CandidateSet(header, lists);
    }

    /// <summary>Writes the set as readable JSON, through a temporary file beside it and a rename. Ids are dense ids.</summary>
    /// <param name="path">The file; replaced if it is there. Its folder must exist.</param>
    public void Save(string path) => QuestionFile<CandidateList>.Save(path, CandidateFormat.Instance, _header, Lists, Hash);

    /// <summary>Throws unless the set was built for as many users and items as the split has.</summary>
    /// <exception cref="InvalidOperationException">The counts differ.</exception>
    public void EnsureFits(TrainView train) => _header.EnsureFits(train, "candidate");

    private static CandidateList Copy(CandidateList list) => list with { Items = list.Items.ToArray() };
}
