using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>MovieLens' folders: one log, split by leaving out each user's last items unless asked otherwise.</summary>
internal sealed class MovieLensFormat : IDataFormat
{
    private static readonly string[] RatingFiles = ["u.data", "ratings.dat", "ratings.csv"];

    public string Name => "movielens";

    public string Files => "u.data and u.item, ratings.dat and movies.dat, or ratings.csv and movies.csv";

    public bool IsSplit => false;

    public bool Recognizes(string folder) => RatingFiles.Any(file => File.Exists(Path.Combine(folder, file)));

    public LabData Read(string folder, DataRequest request) => OwnSplit.Of(this, folder, ReadLog(folder).Log, request, SplitKind.LeaveOneOut);

    public InteractionDataSet ReadLog(string folder) => MovieLens.Read(folder);
}
