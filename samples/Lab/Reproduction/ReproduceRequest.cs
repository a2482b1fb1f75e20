using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;
using Bdlm.Lab.Generation;
using Bdlm.Lab.Reproduction.Plans;

namespace Bdlm.Lab.Reproduction;

/// <summary>What the user asked to reproduce.</summary>
internal sealed record ReproduceRequest
{
    /// <summary><c>table3</c>, <c>figure5</c>, …</summary>
    public required string Experiment { get; init; }

    /// <summary>A data set's name or folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>The folder that holds the data sets that are known by name; null where there is none.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Sizes, rates and epochs.</summary>
    public ScaleName Scale { get; init; }

    /// <summary>How many seeds: 1, 2, …</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The run's folder.</summary>
    public required string OutFolder { get; init; }

    /// <summary>Whether to go on in a folder that has finished cells.</summary>
    public bool Resume { get; init; }

    /// <summary>The rows or models to run, by name; empty for all of the experiment.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>A Hugging Face Llama to start from; null for one that is pretrained on the catalogue.</summary>
    public string? BackboneFolder { get; init; }

    /// <summary>The device's name.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Decides candidates, pairs and the order of ids, for all seeds alike.</summary>
    public int QuestionSeed { get; init; } = 1;

    /// <summary>What stands beside the target, and what training negatives are drawn from.</summary>
    public CandidateMix Candidates { get; init; }

    /// <summary>Whether rows are judged on the validation questions in place of the test questions.</summary>
    public bool OnValidation { get; init; }

    /// <summary>A JSON file with the values in which the run departs from its scale; null for none.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>The largest number of users whose targets are asked about; null for the scale's.</summary>
    public int? MaxUsers { get; init; }

    /// <summary>What was typed, to say how to go on.</summary>
    public string Command { get; init; } = "lab reproduce";

    /// <summary>Finds what is wrong before data are read.</summary>
    /// <exception cref="ArgumentException">There is no such experiment or device, or the scale wants a backbone.</exception>
    public void Validate()
    {
        _ = DeviceName.Read(Device);
        _ = ExperimentRows.Of(Experiment, new LabScale());
        if (Scale == ScaleName.Paper && BackboneFolder is null)
        {
            throw new ArgumentException("--scale is paper without --backbone; expected the folder of a Hugging Face Llama, such as one with a hidden size of 4096. The paper's scale pretrains none.");
        }
    }
}
