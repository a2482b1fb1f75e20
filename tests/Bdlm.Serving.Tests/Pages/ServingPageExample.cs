using Bdlm.Bundles;
using Bdlm.Data;
using Bdlm.Fusion;
using Bdlm.Graph;
using Bdlm.Hosting;
using Bdlm.Language;
using Bdlm.Prompts;
using Bdlm.Recommendations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Bdlm.Pages;

/// <summary>The code of docs/serving.md. It is compiled; the tests of bundles, recommendations and hosting run the like on models of their own.</summary>
internal static class ServingPageExample
{
    public static int Save(InteractionLog log, ItemCatalog catalog, DataSplit split, LightGcn lightGcn, KnowledgeFusionHead head, MixedLanguageModel language, PromptEncoder encoder)
    {
        BdlmBundle.Save(
            new BundleParts
            {
                Name = "films",
                UserMap = log.UserMap,
                ItemMap = log.ItemMap,
                Catalog = catalog,
                Training = split.Train,
                Known = TrainView.Of(log),
                Recommender = lightGcn,
                Head = head,
                Language = language,
                TokenizerFolder = "my-llama",
                Prompts = encoder.Options,
                Pooling = FeaturePooling.LastToken,
                WithScores = true,
            },
            "films");
        using BdlmBundle bundle = BdlmBundle.Load("films");
        return bundle.Catalog.Count;
    }

    public static IReadOnlyList<Recommendation> Recommend(BdlmBundle bundle)
    {
        using var recommender = new BundleRecommender(bundle);
        IReadOnlyList<Recommendation> films = recommender.Recommend(new RecommendationRequest { User = "196", Count = 10 });
        return films;
    }

    public static void Host(HostApplicationBuilder builder)
    {
        builder.Services.AddBdlm(options => builder.Configuration.GetSection("Bdlm").Bind(options));
    }
}
