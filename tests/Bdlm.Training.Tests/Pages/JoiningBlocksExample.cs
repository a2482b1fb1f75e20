using Bdlm.Embeddings;
using Bdlm.Fusion;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Sharing;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The code of the pages on preloading, sharing, the fusion head and joint training.</summary>
internal static class JoiningBlocksExample
{
    public static (PreloadReport Scales, DomainSideOptions Options) Preload(MixedLanguageModel model, IDomainRecommender recommender, InformationSharingModule sharing)
    {
        using DomainEmbeddings rows = recommender.Embed();
        PreloadReport scales = EmbeddingPreloader.Preload(model, rows.AlignedUsers, rows.AlignedItems, new PreloadOptions { Scale = ScaleMode.MatchWordRms });
        sharing.Preload(model.Embedding.Users, model.Embedding.Items); // M holds the scaled rows, too
        var options = new DomainSideOptions { UserRowScale = scales.UserFactor, ItemRowScale = scales.ItemFactor, LeaveOutOwnEdges = true };
        return (scales, options);
    }

    public static double Project(MixedLanguageModel model, Tensor wideUsers, Tensor wideItems)
    {
        using EmbeddingProjection projection = EmbeddingProjection.Fit(wideUsers, wideItems, model.Base.HiddenSize);
        using Tensor users = projection.Apply(wideUsers), items = projection.Apply(wideItems);
        EmbeddingPreloader.Preload(model, users, items);
        double kept = projection.KeptEnergy; // the share of the rows' squared length that survives
        return kept;
    }

    public static float Share(Tensor users, Tensor items, Tensor userIds, Tensor itemIds, Tensor userRows, Tensor itemRows, Tensor taskLoss, double lambda)
    {
        using var sharing = new InformationSharingModule((int)users.shape[0], (int)items.shape[0], dim: 8, new SharingOptions { Reduction = MutualReduction.SumOverDim, LearningRate = 1e-3 });
        sharing.Preload(users, items);
        using SharingTurn turn = sharing.Begin(userIds, itemIds);
        using Tensor mutual = turn.Loss(userRows, itemRows); // exactly 0 where the side still has M's rows
        using Tensor objective = taskLoss.Plus(mutual.Times(lambda));
        objective.backward();
        // … step the side's own parameters, then M's touched rows …
        turn.Apply();
        return mutual.item<float>();
    }

    public static float[] Fuse(MixedLanguageModel model, PromptEncoder encoder, IDomainRecommender recommender, Tensor userIds, Tensor itemIds, Device device)
    {
        var extractor = new FeatureExtractor(model, encoder, FeaturePooling.LastToken, device) { WithScores = true };
        using var head = KnowledgeFusionHead.Create(new FusionOptions(), extractor.Width, recommender, seed: 1, device);
        using Tensor h = extractor.Extract([new InteractionPrompt(0, [1], 2), new InteractionPrompt(1, [4], 3)]); // [2, hidden + 2]
        using DomainEmbeddings embeddings = recommender.Embed();
        using Tensor d = recommender.PairFeatures(embeddings, userIds, itemIds);                                   // [2, pair width]
        using Tensor logits = head.call(h, d);                                                                     // [2]
        return logits.data<float>().ToArray();
    }

    public static JointTrainer Join(ILanguageSide language, IDomainSide domain, InformationSharingModule sharing, IAlignedSamples samples, Device device, BalanceLog log)
    {
        var options = new JointTrainingOptions { BatchSize = 16, LanguageMutualWeight = 1, DomainMutualWeight = 1, BalanceEveryTurns = 1, Seed = 1 };
        var trainer = new JointTrainer(language, domain, sharing, samples, options, device, new AlternatingTurns(batchesPerTurn: 2), [log]);
        return trainer;
    }
}
