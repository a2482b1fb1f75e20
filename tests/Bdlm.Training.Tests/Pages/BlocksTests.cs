using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Embeddings;
using Bdlm.Evaluation;
using Bdlm.Fusion;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Optimizers;
using Bdlm.Prompts;
using Bdlm.Sampling;
using Bdlm.Sharing;
using Bdlm.Testing.Language;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The code of the pages does what the pages say.</summary>
public sealed class BlocksTests
{
    [Fact]
    public void Tokens_OfThePage_AreAsItSays()
    {
        int words = TinyTokenizers.ByteLevelBpeSize();

        (IReadOnlyList<int> ids, IReadOnlyList<int> title, ExtendedTokenizer grown) = LanguageBlocksExample.Tokens(TinyTokenizers.ByteLevelBpe(), words);

        Assert.Equal([words, words + 2, words + 5], ids);
        Assert.All(title, id => Assert.InRange(id, 0, words - 1));
        Assert.Equal((words + 9, words + 5), (grown.Vocabulary.Size, grown.Vocabulary.ItemToken(2)));
    }

    [Fact]
    public void LanguageBlocks_OfThePages_HaveTheirShapes()
    {
        using var world = new BlockWorld();
        var tokenizer = new ExtendedTokenizer(world.Words, world.Vocabulary);
        var encoder = new PromptEncoder(tokenizer, world.Catalog, new PromptOptions { MaxLength = 190 });

        (int[] yesNo, int[] topK, int yes, int no) = LanguageBlocksExample.Prompts(tokenizer, world.Catalog);

        Assert.Equal("User<uid0> liked<iid2> Film 2;<iid1> Film 1. Will the user like<iid0> Film 0? Answer:", tokenizer.DecodeText(yesNo));
        Assert.Equal("User<uid0> saw<iid2> Film 2;<iid1> Film 1. Next item:", tokenizer.DecodeText(topK));
        Assert.NotEqual(yes, no);
        Assert.Equal([1, world.Vocabulary.ItemCount], LanguageBlocksExample.Embedding(BlockWorld.Backbone(), world.Vocabulary, topK, CPU));
        Assert.All(LanguageBlocksExample.Task(world.Model, encoder, CPU), loss => Assert.InRange(loss, 0, 20));
    }

    [Fact]
    public void JoiningBlocks_OfThePages_FitTogether()
    {
        using var world = new BlockWorld();
        using var scope = NewDisposeScope();
        using var sharing = new InformationSharingModule(world.Vocabulary.UserCount, world.Vocabulary.ItemCount, BlockWorld.Dim);
        var encoder = new PromptEncoder(new ExtendedTokenizer(world.Words, world.Vocabulary), world.Catalog, new PromptOptions { MaxLength = 190 });

        (PreloadReport scales, DomainSideOptions sideOptions) = JoiningBlocksExample.Preload(world.Model, world.Recommender, sharing);
        Assert.Equal(scales.WordRms, RowStatistics.RootMeanSquare(sharing.Items), 1e-6);
        Assert.Equal(scales.ItemFactor, sideOptions.ItemRowScale);

        Tensor users = sharing.Users.clone(), items = sharing.Items.clone(), ids = tensor(new long[] { 0, 1 });
        Tensor rows = users.index_select(0, ids).requires_grad_();
        Assert.Equal(0, JoiningBlocksExample.Share(users, items, ids, ids, rows, items.index_select(0, ids), rows.sum(), lambda: 0.5));
        Assert.Equal(2, JoiningBlocksExample.Fuse(world.Model, encoder, world.Recommender, ids, tensor(new long[] { 2, 3 }), CPU).Length);
        Assert.InRange(JoiningBlocksExample.Project(world.Model, randn(world.Vocabulary.UserCount, 12, generator: new Generator(1)), randn(world.Vocabulary.ItemCount, 12, generator: new Generator(2))), 0.5, 1);

        Assert.NotEmpty(Join(world, encoder, sharing, sideOptions));
    }

    [Fact]
    public void DomainBlocks_OfThePages_HaveTheirShapes()
    {
        using var world = new BlockWorld();
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        int nodes = world.Vocabulary.UserCount + world.Vocabulary.ItemCount;

        (long[] mean, long[] some, long[] without) = DomainBlocksExample.Propagate(world.Split.Train, randn(nodes, 4), tensor(new long[] { 3, 0, 9 }));
        Assert.Equal([nodes, 4, 3, 4, nodes, 4], [.. mean, .. some, .. without]);

        (CandidateSet candidates, int[] drawn) = DomainBlocksExample.Sample(world.Split, world.Catalog, folder.File("candidates.json"));
        Assert.Equal(candidates.Hash, CandidateSet.Load(folder.File("candidates.json")).Hash);
        Assert.Equal(4, drawn[..4].Distinct().Count());

        EvaluationQuestions questions = EvaluationQuestions.Create(world.Split, candidates, InteractionPairSetBuilder.Build(world.Split, HeldOutStage.Test, new UniformNegativeSampler(world.Split.Train)));
        var scorer = new DomainScorer(world.Recommender, CPU);
        var judged = DomainBlocksExample.Judge(scorer, scorer, questions, questions);
        Assert.Equal((0.0, 0.95), (judged.Gain.Difference.Estimate, judged.Hits.Level));
        Assert.InRange(judged.Decided.AtThreshold.F1, 0.6, 1);
    }

    [Fact]
    public void Data_OfThePage_IsReadMadeAndSplit()
    {
        using var folder = new TemporaryFolder();
        TinyFiles.Write(folder);

        InteractionDataSet read = DataExample.Read(folder.FullPath);
        InteractionDataSet made = DataExample.Make();

        Assert.Equal((0, "Space 0"), (read.Report.ItemsWithoutTitle, read.Items.TryGet("f0", out ItemDescription? item) ? item.Title : null));
        Assert.Equal(["Heat (1995)", "item Alien"], [made.Catalog[0].Title, made.Catalog[1].Title]);
        Assert.Equal([false, false, true], DataExample.Split(read.Log).Select(split => split.TrainCanBeLater));
    }

    [Fact]
    public void Device_OfThePage_HoldsEveryPart()
    {
        using var world = new BlockWorld();

        Assert.True(DeviceExample.Make("cpu", BlockWorld.Backbone().Config, world.Split.Train));
    }

    private static List<double> Join(BlockWorld world, PromptEncoder encoder, InformationSharingModule sharing, DomainSideOptions sideOptions)
    {
        var negatives = new TrainingNegatives(UserPositives.OfTraining(world.Split.Train), new UniformNegativeSampler(world.Split.Train));
        var samples = new AlignedSampleSource(world.Split.Train, negatives, new AlignedSampleOptions { PositionsPerUser = 1 }, seed: 1);
        using var head = KnowledgeFusionHead.Create(new FusionOptions(), BlockWorld.Dim, world.Recommender, seed: 1);
        using var languageOptimizer = new LanguageOptimizer(world.Model, new LanguageOptimizerOptions { LearningRate = 1e-3 });
        using var domainOptimizer = new FusedAdam([.. world.Recommender.named_parameters(), .. head.named_parameters().Select(p => ("head." + p.name, p.parameter))], new AdamOptions());
        var log = new BalanceLog();
        JointTrainer trainer = JoiningBlocksExample.Join(
            new LanguageSide(world.Model, encoder, samples.HistoryOf, languageOptimizer, new LanguageSideOptions(), CPU),
            new DomainSide(world.Recommender, head, domainOptimizer, sideOptions, CPU),
            sharing,
            samples,
            CPU,
            log);
        trainer.Train();
        return log.LanguageRatios;
    }
}
