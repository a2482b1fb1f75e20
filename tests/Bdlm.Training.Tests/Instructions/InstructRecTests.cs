using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Loops;
using Bdlm.Prompts;
using Bdlm.Sampling;
using Bdlm.Testing.Language;
using static TorchSharp.torch;

namespace Bdlm.Instructions;

public sealed class InstructRecTests
{
    private static readonly TrainView Train = new(3, 6, [0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 1, 2, 1, 2, 3, 2, 3, 4], [1, 2, 3, 1, 2, 3, 1, 2, 3]);
    private static readonly ItemCatalog Catalog = new(Enumerable.Range(0, 6).Select(item => new ItemDescription(new string((char)('a' + item), 2), [])));

    [Fact]
    public void English_Phrasings_AreSeveralOfEachAndDifferent()
    {
        PromptTemplateSet set = InstructionTemplates.English;
        Assert.Equal((5, 5, 5), (set.Interaction.Distinct().Count(), set.TopK.Distinct().Count(), set.Candidates.Distinct().Count()));
        Assert.DoesNotContain(set.Interaction.Concat(set.TopK), template => template.Has(PromptSlot.User));
    }

    [Fact]
    public void Batches_OnePhrasing_AreThoseOfTheLanguageTask()
    {
        using var scope = NewDisposeScope();
        using InstructRec row = Create(OneWording());
        LanguageTaskLoss loss = row.Batches(Source(), 8, seed: 4, CPU).Compute(0, 0, 0);
        var task = new LanguageTask(row.Model, row.Encoder, Source().HistoryOf, 0.5, CPU, TopKAnswer.Title);
        LanguageTaskLoss expected = new AlignedLanguageBatches(Source(), task, 8).Compute(0, 0, 0);
        Assert.Equal(expected.Loss.item<float>(), loss.Loss.item<float>());
        Assert.Equal(expected.Inputs, loss.Inputs);
    }

    [Fact]
    public void Batches_ManyPhrasings_AreUsedAllAndDependOnSeedAndPlaceAlone()
    {
        using var scope = NewDisposeScope();
        using InstructRec row = Create(new InstructRecOptions());
        ILanguageBatches batches = row.Batches(Source(), 6, seed: 4, CPU);
        string[] first = Texts(row, batches, epoch: 0);
        string[] second = Texts(row, batches, epoch: 1);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Texts(row, row.Batches(Source(), 6, seed: 4, CPU), epoch: 0));
        string[] all = [.. first, .. second, .. Texts(row, batches, 2), .. Texts(row, batches, 3)];
        foreach (PromptTemplate template in InstructionTemplates.English.Interaction.Concat(InstructionTemplates.English.TopK))
        {
            Assert.Contains(all, text => text.StartsWith(template.Text[..10], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Train_SmallWorld_LearnsAndIsEvaluatedByTitleAndYesNo()
    {
        using var scope = NewDisposeScope();
        using InstructRec row = Create(new InstructRecOptions());
        ILanguageBatches batches = row.Batches(Source(), 6, seed: 4, CPU);
        using var optimizer = new LanguageOptimizer(row.Model, new LanguageOptimizerOptions { LearningRate = 2e-2 });
        using var trainer = new SftTrainer(row.Model, batches, optimizer, new TrainingLoopOptions { Epochs = 8 }, seed: 4);
        TrainingHistory history = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        double Loss(int epoch) => history.Epochs[epoch].Losses.Single(loss => loss.Name == "L_LLM").Value;
        Assert.True(Loss(7) < 0.7 * Loss(0), $"{Loss(0)} to {Loss(7)}");
        RankingQuestion[] questions = [new(0, [0, 1], [2, 5])];
        Assert.Equal(2, row.Scorer(CPU).ScoreCandidates(questions)[0].Length);
        Assert.Equal(2, row.Scorer(CPU, RankBy.YesNo).ScoreCandidates(questions)[0].Length);
    }

    [Fact]
    public void Scorer_EvaluationPhrasing_IsTheOneAskedFor()
    {
        using InstructRec row = Create(new InstructRecOptions { EvaluationPhrasing = 3 });
        Assert.Equal(InstructionTemplates.English.TopK[3], row.Encoder.Options.TopKTemplate);
        Assert.StartsWith("rankBy is ItemTokens; expected TitleLikelihood or YesNo.", Assert.Throws<ArgumentException>(() => row.Scorer(CPU, RankBy.ItemTokens)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BadOptions_AreReportedAtOnce()
    {
        var options = new InstructRecOptions { Prompts = new PromptOptions(), EvaluationPhrasing = 5, TopKShare = 2 };
        var fault = Assert.Throws<ArgumentException>(() => Create(options));
        Assert.Contains("Prompts shows user or item tokens", fault.Message, StringComparison.Ordinal);
        Assert.Contains("EvaluationPhrasing is 5; expected a number in [0, 5).", fault.Message, StringComparison.Ordinal);
        Assert.Contains("TopKShare is 2", fault.Message, StringComparison.Ordinal);
    }

    private static InstructRecOptions OneWording() => new() { Templates = new PromptTemplateSet([PromptTemplates.Interaction], [PromptTemplates.TopK]) };

    private static InstructRec Create(InstructRecOptions options) => InstructRec.Create(
        new TinyCausalLanguageModel(TinyTokenizers.ByteLevelBpeSize(), maxLength: 300), TinyTokenizers.ByteLevelBpe(), Catalog, options, seed: 1);

    private static AlignedSampleSource Source() => new(
        Train, new TrainingNegatives(UserPositives.OfTraining(Train), new UniformNegativeSampler(Train)), new AlignedSampleOptions { NegativesPerPositive = 1 }, seed: 9);

    private static string[] Texts(InstructRec row, ILanguageBatches batches, int epoch) =>
        [.. Enumerable.Range(0, batches.Count).SelectMany(index => batches.Compute(epoch, index, 0).Inputs).Select(prompt => row.Encoder.Tokenizer.DecodeText(prompt))];
}
