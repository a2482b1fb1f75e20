using System.Text.Json;
using Bdlm.Factorization;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Bundles;

/// <summary>The recommenders that a bundle can hold, and how each is made again.</summary>
internal static class RecommenderForms
{
    private const string LightGcnKind = "lightgcn";
    private const string MatrixFactorizationKind = "mf";
    private const string GmfKind = "gmf";
    private const string NeuMfKind = "neumf";

    /// <exception cref="ArgumentException">The recommender is of another kind.</exception>
    public static RecommenderForm Of(IDomainRecommender recommender) => recommender switch
    {
        LightGcn model => Form(LightGcnKind, model.Options),
        MatrixFactorization model => Form(MatrixFactorizationKind, new MatrixFactorizationOptions { Dim = model.EmbeddingDim }),
        Gmf model => Form(GmfKind, new GmfOptions { Dim = model.EmbeddingDim }),
        NeuMf model => Form(NeuMfKind, model.Options),
        _ => throw new ArgumentException($"the recommender is a {recommender.GetType().Name}; expected LightGcn, MatrixFactorization, Gmf or NeuMf, which a bundle can make again. Save another model by its own means.", nameof(recommender)),
    };

    /// <summary>An untrained recommender; the caller disposes of its module.</summary>
    /// <exception cref="InvalidDataException">The form names no recommender, or its options are faulty.</exception>
    public static IDomainRecommender Create(RecommenderForm form, InteractionGraph graph, Device device)
    {
        try
        {
            (int users, int items) = (graph.UserCount, graph.ItemCount);
            return form.Kind switch
            {
                LightGcnKind => LightGcn.Create(Options<LightGcnOptions>(form), graph, seed: 0, device),
                MatrixFactorizationKind => MatrixFactorization.Create(Options<MatrixFactorizationOptions>(form), users, items, seed: 0, device),
                GmfKind => Gmf.Create(Options<GmfOptions>(form), users, items, seed: 0, device),
                NeuMfKind => NeuMf.Create(Options<NeuMfOptions>(form), users, items, seed: 0, device),
                _ => throw new InvalidDataException($"the recommender's kind is \"{form.Kind}\"; expected {LightGcnKind}, {MatrixFactorizationKind}, {GmfKind} or {NeuMfKind}."),
            };
        }
        catch (Exception fault) when (fault is ArgumentException or JsonException)
        {
            throw new InvalidDataException($"the recommender's options are faulty: {fault.Message}", fault);
        }
    }

    private static RecommenderForm Form<T>(string kind, T options) => new(kind, JsonSerializer.SerializeToElement(options, BundleJson.Line));

    private static T Options<T>(RecommenderForm form) => form.Options.Deserialize<T>(BundleJson.Line) ?? throw new JsonException("they are null; expected an object.");
}
