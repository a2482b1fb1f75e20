using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>The data of a run: as read, and as experiments see them.</summary>
/// <param name="Set">The data set after filtering, with what it was before.</param>
/// <param name="Data">Split and questions.</param>
internal sealed record ReproduceData(ExperimentDataSet Set, ExperimentData Data)
{
    /// <summary>Finds, reads and splits the data, with the questions of the question seed; the scale is not set yet.</summary>
    /// <exception cref="IOException">The data are not there.</exception>
    public static ReproduceData Load(ReproduceRequest request)
    {
        DataSetLocation location = DataSetLocation.Find(request.Dataset, request.DataRoot, filter: null);
        ExperimentDataSet set = ExperimentDataSetReader.Read(location, request.QuestionSeed);
        return new ReproduceData(set, ExperimentDataBuilder.Build(set, new LabScale(), CandidateMix.Paper, request.QuestionSeed));
    }
}
