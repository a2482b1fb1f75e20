using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>The NCF authors' splits: no validation, 99 negatives a test target.</summary>
internal sealed class NcfFormat : IDataFormat
{
    private const string Train = ".train.rating";

    public string Name => "ncf";

    public string Files => "NAME.train.rating, NAME.test.rating and NAME.test.negative";

    public bool IsSplit => true;

    public bool Recognizes(string folder) => TrainFiles(folder).Length == 1;

    public LabData Read(string folder, DataRequest request)
    {
        string[] found = TrainFiles(folder);
        if (found.Length != 1)
        {
            throw new FileNotFoundException($"{folder} holds {found.Length} files that end in {Train}; expected one. Give each data set a folder of its own.", folder);
        }

        string name = Path.GetFileName(found[0]);
        return Presplit.Of(this, folder, NcfReader.ReadFolder(folder, name[..name.IndexOf(Train, StringComparison.Ordinal)]));
    }

    public InteractionDataSet ReadLog(string folder) => throw Presplit.NoOrder(this, folder);

    private static string[] TrainFiles(string folder) => [.. Directory.EnumerateFiles(folder).Where(file => file.EndsWith(Train, StringComparison.Ordinal) || file.EndsWith(Train + ".gz", StringComparison.Ordinal))];
}
