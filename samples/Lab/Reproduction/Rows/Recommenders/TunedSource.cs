using System.Globalization;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>The tuned rows, trained once a seed: rows of their own, and parts of the stacks.</summary>
internal static class TunedSource
{
    /// <summary>Everything that decides a row, by name.</summary>
    public static IReadOnlyDictionary<string, string> Settings(RowSetting setting, TunedRow row)
    {
        RowPlan plan = Plan(setting.Scale, setting.Data.Name, row);
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["row"] = row.Name };
        foreach ((string name, string value) in ModelSettingTable.Texts(row.Kind, plan.Settings))
        {
            texts[$"row.{name}"] = value;
        }

        if (row.Kind.IsTrained)
        {
            texts["row.epochs"] = plan.Row.Epochs.ToString(CultureInfo.InvariantCulture);
            texts["row.patience"] = plan.Row.Patience.ToString(CultureInfo.InvariantCulture);
        }

        return texts;
    }

    /// <summary>Trains a row, or reads what an earlier cell of the same seed trained. The caller disposes.</summary>
    public static TrainedRow Open(RowContext context, TunedRow row)
    {
        RowPlan plan = Plan(context.Scale, context.Data.Name, row);
        BuiltRecommender model = TunedRowTraining.Create(context.Data, row, plan.Settings, context.Seed, context.Device);
        if (!row.Kind.IsTrained)
        {
            return new TrainedRow(model, null);
        }

        var all = new Dictionary<string, string>(Settings(context.Setting, row)) { ["seed"] = context.Seed.ToString(CultureInfo.InvariantCulture) };
        return context.Shared(row.Name, all, store => new TrainedRow(
            model,
            TunedRowTraining.Train(model, context.Data, plan, context.Seed, store, context.Progress, context.Cancellation)));
    }

    // Rows are as wide as everybody's: at another width than the tuned one, so are theirs.
    private static RowPlan Plan(LabScale scale, string dataset, TunedRow row)
    {
        ModelSettings tuned = row.Settings(TunedSettings.For(dataset, row.Name));
        return new RowPlan(row, row.Kind.IsTrained ? tuned with { Dim = scale.Dim } : tuned);
    }
}
