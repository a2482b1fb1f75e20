using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>LightGCN's own splits: no times, no validation, full ranking.</summary>
internal sealed class LightGcnFormat : IDataFormat
{
    private const string Train = "train.txt";
    private const string Test = "test.txt";

    public string Name => "lightgcn";

    public string Files => "train.txt and test.txt with lines \"user item item …\"";

    public bool IsSplit => true;

    public bool Recognizes(string folder) => File.Exists(Path.Combine(folder, Train)) && File.Exists(Path.Combine(folder, Test));

    public LabData Read(string folder, DataRequest request)
    {
        PresplitDataSet data = LightGcnReader.ReadSplit(Path.Combine(folder, Train), Path.Combine(folder, Test));
        return Presplit.Of(this, folder, data) with { HasTimes = false };
    }

    public InteractionDataSet ReadLog(string folder) => throw Presplit.NoOrder(this, folder);
}
