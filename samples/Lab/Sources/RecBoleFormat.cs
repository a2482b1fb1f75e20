using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>RecBole's atomic files: one log, split at random as RecBole does unless asked otherwise.</summary>
internal sealed class RecBoleFormat : IDataFormat
{
    public string Name => "recbole";

    public string Files => "one .inter file";

    public bool IsSplit => false;

    public bool Recognizes(string folder) => Directory.EnumerateFiles(folder).Any(file => file.EndsWith(".inter", StringComparison.Ordinal) || file.EndsWith(".inter.gz", StringComparison.Ordinal));

    public LabData Read(string folder, DataRequest request) => OwnSplit.Of(this, folder, ReadLog(folder).Log, request, SplitKind.Random);

    public InteractionDataSet ReadLog(string folder) => RecBoleReader.ReadFolder(folder);
}
