using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Evaluation;
using Bdlm.Graphs;
using Bdlm.Lab.Experiments;
using Bdlm.Sampling;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>A like/dislike task as models see it: labelled training pairs, and validation pairs as questions with histories.</summary>
internal sealed record PreferenceData
{
    /// <summary>What reports call it.</summary>
    public required string Name { get; init; }

    public required ItemCatalog Catalog { get; init; }

    /// <summary>The liked training rows: what the graph is made of.</summary>
    public required TrainView Liked { get; init; }

    public required InteractionGraph Graph { get; init; }

    /// <summary>Every training row with its history, for models that read it.</summary>
    public required IReadOnlyList<Preference> Train { get; init; }

    /// <summary>The validation rows as questions.</summary>
    public required IReadOnlyList<PairQuestion> Questions { get; init; }

    /// <summary>Whether the user of each question liked its item.</summary>
    public required IReadOnlyList<bool> Labels { get; init; }

    /// <summary>The training rows as labelled pairs.</summary>
    public IReadOnlyList<LabelledInteraction> TrainPairs => [.. Train.Select(row => new LabelledInteraction(row.User, row.Item, row.Liked))];

    /// <summary>What models are made of.</summary>
    public ModelData Models(LabScale scale) => new(scale, Catalog, Liked.UserCount, Liked.ItemCount, Graph);

    /// <summary>Makes the task, with seeded ids.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="read">The data set as read.</param>
    /// <param name="seed">Decides the ids.</param>
    /// <exception cref="InvalidDataException">A validation pair stands in training, too, or in its own history.</exception>
    public static PreferenceData Create(string name, PreferenceDataSet read, int seed)
    {
        PreferenceDataSet data = read.Shuffle(seed);
        RefuseLeaks(data);
        TrainView liked = data.LikedTrain();
        return new PreferenceData
        {
            Name = name,
            Catalog = data.Catalog,
            Liked = liked,
            Graph = InteractionGraph.FromTrain(liked),
            Train = data.Train,
            Questions = [.. data.Validation.Select(row => new PairQuestion(row.User, row.History, row.Item))],
            Labels = [.. data.Validation.Select(row => row.Liked)],
        };
    }

    private static void RefuseLeaks(PreferenceDataSet data)
    {
        var trained = data.Train.Select(row => (row.User, row.Item)).ToHashSet();
        foreach (Preference row in data.Validation)
        {
            if (trained.Contains((row.User, row.Item)) || row.History.Contains(row.Item))
            {
                throw new InvalidDataException($"user {data.UserMap.Original(row.User)} with item {data.ItemMap.Original(row.Item)} is a validation pair that stands in training or in its own history; expected neither. Mend the files.");
            }
        }
    }
}
