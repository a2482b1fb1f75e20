using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;

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
        LabScale scale = backbone.Fit(LabScales.Of(request.Scale, data.Name));
        scale = scale with { TestUsers = request.MaxUsers ?? scale.TestUsers };
        ScaleChanges? changes = request.SettingsFile is { } file ? ScaleChanges.Read(file) : null;
        scale = changes?.Apply(scale) ?? scale;
        return new RowSetting(data with { Scale = scale }, scale, backbone) { Notes = [.. Notes(scale, data, changes)] };
    }

    private static IEnumerable<string> Notes(LabScale scale, ExperimentData data, ScaleChanges? changes)
    {
        if (data.IsJudgedOnValidation)
        {
            yield return "Judged on the validation questions, which also chose epochs, thresholds and the weights of stacks: figures to choose by, not to quote.";
        }

        if (scale.TestUsers is { } users)
        {
            yield return FormattableString.Invariant($"Only the targets of {users} users were asked about.");
        }

        if (changes is not null)
        {
            yield return $"Departs from the scale in {changes}.";
        }
    }
}
