using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>Amazon folders with titles and nested histories: one log, split by leaving out each user's last items unless asked otherwise.</summary>
internal sealed class TitledHistoryFormat : IDataFormat
{
    public string Name => "histories";

    public string Files => "items.txt and valid.csv with each item's history";

    public bool IsSplit => false;

    public bool Recognizes(string folder) => File.Exists(Path.Combine(folder, "items.txt")) && File.Exists(Path.Combine(folder, "valid.csv"));

    public LabData Read(string folder, DataRequest request) => OwnSplit.Of(this, folder, ReadLog(folder).Log, request, SplitKind.LeaveOneOut);

    public InteractionDataSet ReadLog(string folder) => TitledHistoryReader.ReadFolder(folder);
}
