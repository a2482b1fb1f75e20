using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>A recommender as a row of the paper's tables: what it is, how it is trained, and what was tried to tune it.</summary>
internal sealed record TunedRow
{
    /// <summary>The name in tables.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its <see cref="IRecommenderKind"/>.</summary>
    public required string KindName { get; init; }

    /// <summary>The settings that are the same for every data set and every trial.</summary>
    public IReadOnlyDictionary<string, string> Fixed { get; init; } = new Dictionary<string, string>();

    /// <summary>What is tried on validation: settings with their values, <see cref="TunedRows.TrialsEach"/> combinations for every row.</summary>
    public IReadOnlyList<string> Grid { get; init; } = [];

    /// <summary>The most epochs.</summary>
    public int Epochs { get; init; }

    /// <summary>Epochs without a better validation MRR before the end.</summary>
    public int Patience { get; init; }

    public IRecommenderKind Kind => RecommenderKinds.Find(KindName);

    /// <summary>The trials, each a value for every setting of the grid.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Trials => TuneGrid.Parse(Grid, Kind).Points;

    /// <summary>The settings with some of them chosen.</summary>
    /// <exception cref="ArgumentException">A setting is not of this kind of model.</exception>
    public ModelSettings Settings(IReadOnlyDictionary<string, string> chosen) => ModelSettingTable.Change(Kind, Fixed.Concat(chosen));
}
