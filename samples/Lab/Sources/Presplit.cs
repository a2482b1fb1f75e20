using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>Data that their authors split.</summary>
internal static class Presplit
{
    /// <summary>The data with their negatives, where every target has some.</summary>
    public static LabData Of(IDataFormat format, string folder, PresplitDataSet data) => new()
    {
        Name = FolderName.Of(folder),
        Format = format.Name,
        SplitDescription = "the authors'",
        Split = data.Split,
        ValidationNegatives = Whole(data.ValidationNegatives),
        TestNegatives = Whole(data.TestNegatives),
        Hash = DataHash.Of(data.Split),
    };

    /// <summary>The rows of all parts as one log.</summary>
    public static InteractionDataSet LogOf(PresplitDataSet data) => new(data.Log, data.Items, data.Report);

    /// <summary>Says that a format tells no order of a user's rows, which leaving out the last ones needs.</summary>
    public static NotSupportedException NoOrder(IDataFormat format, string folder) =>
        new($"{folder} is of the format {format.Name}, which tells no order of a user's interactions; expected times, or rows from the oldest to the newest. Take another data set, or use lab train, which keeps the authors' split.");

    private static IReadOnlyList<IReadOnlyList<int>>? Whole(IReadOnlyList<IReadOnlyList<int>> negatives) =>
        negatives.Count == 0 || negatives.Any(list => list.Count == 0) ? null : negatives;
}
