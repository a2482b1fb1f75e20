using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Finds and reads the data of a run.</summary>
internal static class ReproduceData
{
    /// <summary>The data with the questions of the question seed; the scale is not set yet.</summary>
    public static ExperimentData Load(ReproduceRequest request)
    {
        string folder = request.DataRoot is { } root && Directory.Exists(Path.Combine(root, request.Dataset)) ? Path.Combine(root, request.Dataset) : request.Dataset;
        return ExperimentLoader.Load(new ExperimentOptions(folder, request.OutFolder, request.QuestionSeed, null, false));
    }
}
