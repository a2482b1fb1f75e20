using Bdlm.Data.Reading;
using Bdlm.Evaluation;

namespace Bdlm.Lab.Sources;

/// <summary>ReChorus' splits with their fixed negatives.</summary>
internal sealed class ReChorusFormat : IDataFormat
{
    public string Name => "rechorus";

    public string Files => "train.csv with dev.csv or test.csv, tab separated";

    public bool IsSplit => true;

    public bool Recognizes(string folder) =>
        File.Exists(Path.Combine(folder, "train.csv")) && (File.Exists(Path.Combine(folder, "dev.csv")) || File.Exists(Path.Combine(folder, "test.csv")));

    // ReChorus counts every entry of its lists as a candidate.
    public LabData Read(string folder, DataRequest request) => Presplit.Of(this, folder, ReChorusReader.ReadFolder(folder)) with { Repeated = RepeatedNegatives.Keep };

    public InteractionDataSet ReadLog(string folder) => Presplit.LogOf(ReChorusReader.ReadFolder(folder));
}
