using Bdlm.Joint;
using Bdlm.Language.FineTuning;
using Bdlm.Prompts;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Language;

public sealed class LanguageTaskTests
{
    private static readonly AlignedSample[] Batch = [new(0, 2, 4, true), new(1, 1, 5, false), new(2, 0, 6, false)];

    [Fact]
    public void Compute_YesNoOnly_IsTheMeanOverSamplesOfMinusLogSoftmax()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        double expected = Batch.Average(sample => MinusLogProbability(side, side.Encoder.Encode(Prompt(sample)), sample.Label ? side.Encoder.YesToken : side.Encoder.NoToken));
        LanguageTaskLoss loss = Task(side, topKShare: 0).Compute(Batch);
        Assert.Equal(expected, loss.Loss.item<float>(), 4);
        Assert.Equal(["yes/no"], loss.Parts.Select(part => part.Name));
    }

    [Fact]
    public void Compute_TopKOnly_PredictsTheItemTokenOfPositives()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        int[] prompt = side.Encoder.Encode(new TopKPrompt(0, History(Batch[0])));
        double expected = MinusLogProbability(side, prompt, side.Model.Vocabulary.ItemToken(4));
        LanguageTaskLoss loss = Task(side, topKShare: 1).Compute(Batch);
        Assert.Equal(expected, loss.Loss.item<float>(), 4);
        Assert.Single(loss.Inputs);
    }

    [Fact]
    public void Compute_TopKWithTitles_IsTheMeanOverTheTitlesTokens()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        int[] prompt = side.Encoder.Encode(new TopKPrompt(0, History(Batch[0])));
        int[] title = [.. side.Encoder.EncodeTitleAnswer(4)];
        double expected = Enumerable.Range(0, title.Length).Average(count => MinusLogProbability(side, [.. prompt, .. title[..count]], title[count]));
        LanguageTaskLoss loss = new LanguageTask(side.Model, side.Encoder, History, topKShare: 1, CPU, TopKAnswer.Title).Compute(Batch);
        Assert.Equal(expected, loss.Loss.item<float>(), 4);
    }

    [Fact]
    public void Compute_Mixed_WeighsBothTasksByTheShare()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        LanguageTaskLoss loss = Task(side, topKShare: 0.25).Compute(Batch);
        double expected = (0.75 * loss.Parts[0].Value) + (0.25 * loss.Parts[1].Value);
        Assert.Equal(expected, loss.Loss.item<float>(), 4);
    }

    [Fact]
    public void Compute_BatchWithoutPositives_StillHasALoss()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        Assert.True(float.IsFinite(Task(side, topKShare: 0.5).Compute(Batch[1..]).Loss.item<float>()));
    }

    [Fact]
    public void Compute_TopKOnlyWithoutPositives_IsZeroAndCanBePropagated()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        LanguageTaskLoss loss = Task(side, topKShare: 1).Compute(Batch[1..]);
        Assert.Equal(0, loss.Loss.item<float>());
        loss.Loss.backward();
        Assert.Empty(loss.Parts);
    }

    [Fact]
    public void TouchedEntities_OfABatch_AreTheEntitiesOfItsPromptsAndTheNamedOnes()
    {
        using var side = new TinyLanguage();
        using var scope = NewDisposeScope();
        LanguageTaskLoss loss = Task(side, topKShare: 0).Compute(Batch[..1]);
        TouchedEntities touched = TouchedEntities.In(side.Model.Vocabulary, loss.Inputs, [3], [8]);
        Assert.Equal([0, 3], touched.Users);
        Assert.Equal([0, 1, 4, 8], touched.Items);
    }

    [Fact]
    public void Optimizer_OneStep_MovesOnlyTouchedEntityRows()
    {
        using var side = new TinyLanguage();
        using var optimizer = new LanguageOptimizer(side.Model, new LanguageOptimizerOptions { LearningRate = 0.01 });
        using var scope = NewDisposeScope();
        Tensor users = side.Model.Embedding.Users.detach().clone();
        Tensor items = side.Model.Embedding.Items.detach().clone();
        LanguageTaskLoss loss = Task(side, topKShare: 0).Compute(Batch[..1]);
        loss.Loss.backward();
        optimizer.Step(new Loops.StepPlace(0, 0, 0, 10), TouchedEntities.In(side.Model.Vocabulary, loss.Inputs, [], []));
        Assert.Equal([0], Moved(users, side.Model.Embedding.Users));
        Assert.Equal([0, 1, 4], Moved(items, side.Model.Embedding.Items));
        Assert.Equal(0, side.Model.Embedding.Users.grad!.abs().sum().item<float>());
    }

    [Fact]
    public void Trainer_FewSamples_LearnsThemByHeart()
    {
        using var side = new TinyLanguage();
        using var optimizer = new LanguageOptimizer(side.Model, new LanguageOptimizerOptions { LearningRate = 0.02 });
        var batches = new Fixed(Task(side, topKShare: 0.5));
        var options = new Loops.TrainingLoopOptions { Epochs = 60 };
        using var trainer = new SftTrainer(side.Model, batches, optimizer, options, seed: 1);
        Loops.TrainingHistory history = trainer.Train();
        double first = history.Epochs[0].Losses.Single(loss => loss.Name == "L_LLM").Value;
        double last = history.Epochs[^1].Losses.Single(loss => loss.Name == "L_LLM").Value;
        Assert.True(last < 0.1 * first, $"L_LLM fell from {first} to {last} only");
    }

    [Fact]
    public void Trainer_ManySteps_KeepsNoTensor()
    {
        using var side = new TinyLanguage();
        using var optimizer = new LanguageOptimizer(side.Model, new LanguageOptimizerOptions());
        using var trainer = new SftTrainer(side.Model, new Fixed(Task(side, topKShare: 0.5)), optimizer, new Loops.TrainingLoopOptions { Epochs = 20 }, seed: 1);
        trainer.Train();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        trainer.Train();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static int[] Moved(Tensor before, Tensor after) =>
        [.. Enumerable.Range(0, (int)before.shape[0]).Where(row => (before[row] - after[row]).abs().sum().item<float>() > 0)];

    private static int[] History(AlignedSample sample) => [.. Enumerable.Range(0, sample.Position)];

    private static InteractionPrompt Prompt(AlignedSample sample) => new(sample.User, History(sample), sample.Item);

    private static LanguageTask Task(TinyLanguage side, double topKShare) => new(side.Model, side.Encoder, History, topKShare, CPU);

    private static double MinusLogProbability(TinyLanguage side, int[] prompt, int answer)
    {
        PromptBatch batch = PromptBatch.Create([prompt], 0, CPU);
        Tensor logits = side.Model.Logits(MixedLanguageModel.Pool(side.Model.Encode(batch), batch, FeaturePooling.LastToken));
        return -logits.to(ScalarType.Float64).log_softmax(1)[0, answer].item<double>();
    }

    private sealed class Fixed(LanguageTask task) : ILanguageBatches
    {
        public int Count => 1;

        public LanguageTaskLoss Compute(int epoch, int index, int part) => task.Compute(Batch);
    }
}
