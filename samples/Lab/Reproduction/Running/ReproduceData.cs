using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Finds and reads the data of a run.</summary>
internal static class ReproduceData
{
    /// <summary>The data with the questions of the question seed; the scale is not set yet.</summary>
    public static ExperimentData Load(ReproduceRequest request) =>
        ExperimentLoader.Load(new ExperimentOptions(FolderOf(request), request.OutFolder, request.QuestionSeed, null, false));

    /// <summary>The data alone, with their filter and their sizes before it.</summary>
    public static ExperimentDataSet Read(ReproduceRequest request) =>
        ExperimentDataSetReader.Read(DataSetLocation.Find(FolderOf(request), root: null, filter: null), request.QuestionSeed);

    private static string FolderOf(ReproduceRequest request) =>
        request.DataRoot is { } root && Directory.Exists(Path.Combine(root, request.Dataset)) ? Path.Combine(root, request.Dataset) : request.Dataset;
}
