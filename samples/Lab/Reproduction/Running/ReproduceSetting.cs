using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Makes what all rows of a run share from what was asked for.</summary>
internal static class ReproduceSetting
{
    /// <summary>Reads the data, builds the questions, and picks scale and backbone.</summary>
    /// <exception cref="ArgumentException">The request has a fault.</exception>
    /// <exception cref="IOException">The data are not there.</exception>
    public static RowSetting Of(ReproduceRequest request)
    {
        if (request.Scale == ScaleName.Paper && request.BackboneFolder is null)
        {
            throw new ArgumentException("--scale is paper without --backbone; expected the folder of a Hugging Face Llama, such as one with a hidden size of 4096. The paper's scale pretrains none.");
        }

        ExperimentData data = ReproduceData.Load(request);
        IBackboneSource backbone = BackboneSources.Of(request.BackboneFolder);
        LabScale scale = backbone.Fit(LabScales.Of(request.Scale, data.Name));
        scale = scale with { TestUsers = request.MaxUsers ?? scale.TestUsers };
        return new RowSetting(data with { Scale = scale }, scale, backbone);
    }
}
