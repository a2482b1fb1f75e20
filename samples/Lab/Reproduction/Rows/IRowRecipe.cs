namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>
/// How one training unit of a table is trained and judged: a recommender, a text-only model, or BDLM with its two models. Stateless:
/// everything that a run needs comes in by the context, so that one recipe serves all seeds.
/// </summary>
internal interface IRowRecipe
{
    /// <summary>A name for files, of lower-case letters, digits and hyphens: <c>bdlm-lightgcn-without-jl</c>.</summary>
    string Name { get; }

    /// <summary>What the row is, for readers: <c>BDLM on LightGCN without joint learning</c>.</summary>
    string Title { get; }

    /// <summary>The names of the models that <see cref="Run"/> judges, as in tables: <c>BDLM-llm</c>, <c>BDLM-drs</c>.</summary>
    IReadOnlyList<string> Models { get; }

    /// <summary>How long the row takes, LightGCN alone being 1; used for the time left until a cell of the row has finished.</summary>
    double Cost { get; }

    /// <summary>
    /// Everything of this row that decides its result, by name, but data, questions and seed: only the values that the row uses, so that a
    /// change of the language side's rate leaves finished cells of the recommenders valid.
    /// </summary>
    IReadOnlyDictionary<string, string> Settings(RowSetting setting);

    /// <summary>
    /// Trains in stages (<see cref="RowContext.Train"/>, <see cref="RowContext.Shared"/>) and judges every model once at the end
    /// (<see cref="RowContext.Judge"/>). Curves and diagnostics go to the context, too.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was stopped; what is finished is saved.</exception>
    void Run(RowContext context);
}
