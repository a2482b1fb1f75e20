using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Rows.Recommenders;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Makes what all rows of a run share from what was asked for.</summary>
internal static class ReproduceSetting
{
    /// <summary>Picks scale and backbone for the data.</summary>
    /// <exception cref="FileNotFoundException">The backbone's folder holds no model, or there is no such settings file.</exception>
    /// <exception cref="InvalidDataException">The settings file has a fault.</exception>
    public static RowSetting Of(ReproduceRequest request, ExperimentData data)
    {
        IBackboneSource backbone = BackboneSources.Of(request.BackboneFolder);
        LabScale scale = LabScales.Of(request.Scale, data.Name);
        ScaleChanges? changes = request.SettingsFile is { } file ? ScaleChanges.Read(file) : null;
        scale = backbone.Fit(changes?.Apply(scale) ?? scale);
        scale = scale with { TestUsers = request.MaxUsers ?? scale.TestUsers };
        return new RowSetting(data with { Scale = scale }, scale, backbone) { Notes = [.. Notes(request, scale, data, changes)] };
    }

    private static IEnumerable<string> Notes(ReproduceRequest request, LabScale scale, ExperimentData data, ScaleChanges? changes)
    {
        foreach (string caution in request.Scale == ScaleName.Laptop ? TunedSettings.Cautions(data.Name, scale.Dim) : [])
        {
            yield return caution;
        }

        if (scale.TestUsers is { } users)
        {
            yield return FormattableString.Invariant($"Only the targets of {users} users were asked about.");
        }

        if (scale.TrainingUsers is { } learners && learners < data.Log.UserCount)
        {
            yield return FormattableString.Invariant($"The language rows and BDLM learnt from the histories of {learners:N0} users drawn at random, recommenders from those of all {data.Log.UserCount:N0}.");
        }

        if (changes is not null)
        {
            yield return $"Departs from the scale in {changes}.";
        }
    }
}
