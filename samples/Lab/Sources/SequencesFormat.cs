using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>One user's items a line, oldest first: one log, split by leaving out each user's last items unless asked otherwise.</summary>
internal sealed class SequencesFormat : IDataFormat
{
    private const string Sequences = "sequences.txt";

    public string Name => "sequences";

    public string Files => "sequences.txt with lines \"user item item …\", oldest first";

    public bool IsSplit => false;

    public bool Recognizes(string folder) => File.Exists(Path.Combine(folder, Sequences));

    public LabData Read(string folder, DataRequest request) => OwnSplit.Of(this, folder, ReadLog(folder).Log, request, SplitKind.LeaveOneOut);

    public InteractionDataSet ReadLog(string folder) => LightGcnReader.Read(Path.Combine(folder, Sequences));
}
