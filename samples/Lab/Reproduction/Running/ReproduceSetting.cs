using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Rows.Recommenders;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Makes what all rows of a run share from what was asked for.</summary>
internal static class ReproduceSetting
{
    /// <summary>Picks scale and backbone for the data.</summary>
    /// <exception cref="FileNotFoundException">The backbone's folder holds no model.</exception>
    public static RowSetting Of(ReproduceRequest request, ExperimentData data)
    {
        IBackboneSource backbone = BackboneSources.Of(request.BackboneFolder);
        LabScale scale = backbone.Fit(ScaleOf(request.Scale, data.Name));
        scale = scale with { TestUsers = request.MaxUsers ?? scale.TestUsers };
        return new RowSetting(data with { Scale = scale }, scale, backbone);
    }

    private static LabScale ScaleOf(ScaleName name, string dataset)
    {
        LabScale scale = LabScales.Of(name, dataset);
        return name == ScaleName.Laptop ? TunedScales.Apply(scale, dataset) : scale;
    }
}
