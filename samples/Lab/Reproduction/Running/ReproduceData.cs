using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Finds, reads and splits the data of a run.</summary>
internal static class ReproduceData
{
    /// <summary>The data with the questions that rows are to be judged on; the scale is not set yet.</summary>
    /// <exception cref="IOException">The data are not there.</exception>
    public static ExperimentData Load(ReproduceRequest request)
    {
        DataSetLocation location = DataSetLocation.Find(request.Dataset, request.DataRoot, filter: null);
        ExperimentDataSet set = ExperimentDataSetReader.Read(location, request.QuestionSeed);
        ExperimentData data = ExperimentDataBuilder.Build(set, new LabScale(), request.Candidates, request.QuestionSeed);
        return request.OnValidation ? data.JudgedOnValidation() : data;
    }
}
