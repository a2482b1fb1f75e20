using Bdlm.Language;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>Starts the language side from a trained recommender: E^L ← E^D (the paper's preloading of embeddings).</summary>
public static class EmbeddingPreloader
{
    /// <summary>Copies the recommender's rows into the mixed embedding, and into the output rows where these start from the input rows.</summary>
    /// <param name="model">The model to fill.</param>
    /// <param name="users">E_U^D, <c>[UserCount, hidden]</c>, any floating dtype and device; not changed.</param>
    /// <param name="items">E_I^D, <c>[ItemCount, hidden]</c>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The scales of words, users and items, and the factors applied.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, a value is not finite, or rows to be scaled are all zero.</exception>
    public static PreloadReport Preload(MixedLanguageModel model, Tensor users, Tensor items, PreloadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(users, nameof(users), model.Vocabulary.UserCount, model.Base.HiddenSize);
        Check(items, nameof(items), model.Vocabulary.ItemCount, model.Base.HiddenSize);
        ScaleMode scale = (options ?? new PreloadOptions()).Scale;
        double words = RowStatistics.RootMeanSquare(model.Base.WordEmbeddings);
        (double userRms, double itemRms) = (RowStatistics.RootMeanSquare(users), RowStatistics.RootMeanSquare(items));
        double userFactor = Factor(scale, words, userRms, users, nameof(users));
        double itemFactor = Factor(scale, words, itemRms, items, nameof(items));
        bool hasOwnOutput = model.Output.Init == OutputRowsInit.FromInputRows;
        Copy(users, userFactor, model.Embedding.Users, hasOwnOutput ? model.Output.Users : null);
        Copy(items, itemFactor, model.Embedding.Items, hasOwnOutput ? model.Output.Items : null);
        return new PreloadReport(words, userRms, itemRms, userFactor, itemFactor, hasOwnOutput || model.Output.Init == OutputRowsInit.Tied);
    }

    private static void Check(Tensor rows, string name, int count, int hidden)
    {
        string remedy = rows is not null && rows.dim() == 2 && rows.shape[0] == count
            ? $"Train the recommender with {hidden} dimensions, or bring its rows there with EmbeddingProjection.Fit."
            : "Give one row for each user or item of the vocabulary.";
        TensorGuard.Shape(rows!, name, $"[{(name == "users" ? "UserCount" : "ItemCount")}, hidden]", remedy, count, hidden);
        using var scope = NewDisposeScope();
        if (rows!.numel() > 0 && !isfinite(rows).all().item<bool>())
        {
            throw new ArgumentException($"{name} holds NaN or infinite values; expected finite rows. Look at the recommender's training: its loss diverged.", name);
        }
    }

    private static double Factor(ScaleMode scale, double words, double rms, Tensor rows, string name)
    {
        if (scale == ScaleMode.AsIs || rows.numel() == 0)
        {
            return 1;
        }

        return rms > 0
            ? words / rms
            : throw new ArgumentException($"{name} are all zero; expected rows that can be scaled to the words' root mean square {words}. Train the recommender first.", name);
    }

    private static void Copy(Tensor rows, double factor, params ReadOnlySpan<Tensor?> targets)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Tensor scaled = factor == 1 ? rows : rows.Times(factor);
        foreach (Tensor? target in targets)
        {
            target?.copy_(scaled);
        }
    }
}
