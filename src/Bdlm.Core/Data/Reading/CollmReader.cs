using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>
/// Reads CoLLM's like/dislike task (Zhang et al. 2023) as JSON lines, packed with gzip or not: a line
/// <c>{"uid": 1, "iid": 2, "label": 1, "timestamp": 9, "his": [0, 1], "his_title": ["", "Babe"], "title": "Antz"}</c> a judged
/// item. Further properties are passed over. Index 0 and an empty title pad a history and are left out.
/// </summary>
public static class CollmReader
{
    /// <summary>Reads <c>train.jsonl</c>, <c>valid.jsonl</c> and, where it is there, <c>test.jsonl</c>, each perhaps with <c>.gz</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The training or the validation file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not of this format, or calls an item by two titles.</exception>
    public static PreferenceDataSet ReadFolder(string folder)
    {
        SourceStream.RequireFolder(folder);
        var rows = new PreferenceRows();
        IReadOnlyList<Preference> train = rows.Read(At("train.jsonl"));
        IReadOnlyList<Preference> validation = rows.Read(At("valid.jsonl"));
        IReadOnlyList<Preference> test = SourceStream.Find(folder, "test.jsonl") is { } path ? rows.Read(path) : [];
        return new PreferenceDataSet(rows.Users, rows.Items, rows.Catalog, train, validation, test);

        string At(string name) => SourceStream.Find(folder, name) ?? Path.Combine(folder, name);
    }
}
