namespace Bdlm.Lab.Reproduction.Results;

/// <summary>A model's answers to the test questions, and what of the validation data chose among its settings.</summary>
internal sealed record ModelResult
{
    /// <summary>The model's name in tables: <c>LightGCN</c>, <c>BDLM-llm</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The dense user id of each ranking question.</summary>
    public required int[] Users { get; init; }

    /// <summary>The target's rank in each ranking question; 1 is best, ties count against the model.</summary>
    public required int[] Ranks { get; init; }

    /// <summary>The target's zero-based place among the candidates as the model was shown them.</summary>
    public required int[] TargetPlaces { get; init; }

    /// <summary>The decision on each pair question, <c>1</c> or <c>0</c>, two questions a ranking question, in the same order of users.</summary>
    public required string Decisions { get; init; }

    /// <summary>The truth of each pair question, <c>1</c> where the user took the item, else <c>0</c>.</summary>
    public required string Labels { get; init; }

    /// <summary>The lowest score that was called an interaction; chosen on the validation pairs.</summary>
    public required double Threshold { get; init; }

    /// <summary>Area under the ROC curve over the pair questions.</summary>
    public required double Auc { get; init; }

    /// <summary>Mean reciprocal rank of all users' validation targets.</summary>
    public required double ValidationMrr { get; init; }

    /// <summary>HR@1 of all users' validation targets.</summary>
    public required double ValidationHitRate1 { get; init; }

    /// <summary>Further figures by name, such as <c>valid answers</c>.</summary>
    public IReadOnlyDictionary<string, double> Extra { get; init; } = new Dictionary<string, double>();
}
