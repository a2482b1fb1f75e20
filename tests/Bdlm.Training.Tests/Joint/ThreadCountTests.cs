using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Llama;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Sampling;
using Bdlm.Tensors;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// The number of threads changes no bit, with tensors small enough for one thread and with such as torch shares out. Runs alone, because the
/// number is the process's. Torch shares out sums of more than 32,768 values: the models' tables are larger.
/// </summary>
[CollectionDefinition(nameof(ThreadCountTests), DisableParallelization = true)]
[Collection(nameof(ThreadCountTests))]
public sealed class ThreadCountTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Joint_OneThreadOrTwo_EndsWithTheSameBits(bool withLlama) => AssertSameBits(() =>
    {
        using var sides = new RealSides(new RealSidesOptions { Language = withLlama ? RealSidesOptions.LlamaWithDropout(1) : null, LeaveOutOwnEdges = true });
        sides.Trainer(epochs: 2).Train();
        return sides.Bits();
    });

    [Fact]
    public void LightGcn_OneThreadOrTwo_EndsWithTheSameBits() => AssertSameBits(() =>
    {
        var random = new Random(1);
        int[] users = [.. Enumerable.Range(0, 20_000).Select(_ => random.Next(2_000))];
        int[] items = [.. Enumerable.Range(0, 20_000).Select(_ => random.Next(1_000))];
        var train = new TrainView(2_000, 1_000, users, items, new long[20_000]);
        using LightGcn model = LightGcn.Create(new LightGcnOptions(), InteractionGraph.FromTrain(train), seed: 1);
        using var adam = new FusedAdam(model.named_parameters(), new AdamOptions());
        var negatives = new TrainingNegatives(UserPositives.OfTraining(train), new UniformNegativeSampler(train));
        var options = new DomainTrainingOptions { Loop = new TrainingLoopOptions { Epochs = 1 }, BatchSize = 4096 };
        new DomainTrainer(new PairObjective(model, train, negatives, new PairObjectiveOptions(), CPU), adam, options).Train();
        return StateBits.Of(new ModuleState(model), adam);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Llama_OneThreadOrTwo_EndsWithTheSameBits(bool mixedPrecision) => AssertSameBits(() =>
    {
        var config = new LlamaConfig
        {
            HiddenSize = 64,
            IntermediateSize = 160,
            LayerCount = 2,
            HeadCount = 4,
            KeyValueHeadCount = 2,
            VocabularySize = 600,
            MaxLength = 64,
            TieWordEmbeddings = true,
            Dropout = 0.1,
        };
        var random = new Random(1);
        int[][] texts = [.. Enumerable.Range(0, 192).Select(_ => Enumerable.Range(0, 48).Select(_ => random.Next(600)).ToArray())];
        using MixedLanguageModel model = MixedLanguageModel.Create(Llama(config, mixedPrecision), new EntityVocabulary(600, 0, 0), null, 1);
        using var optimizer = new LanguageOptimizer(model, new LanguageOptimizerOptions { LearningRate = 1e-2 });
        var batches = new ExampleBatches(model, TextExamples.Of(texts), new ExampleBatchOptions { BatchSize = 64 }, 1, CPU);
        using var trainer = new SftTrainer(model, batches, optimizer, new TrainingLoopOptions { Epochs = 1 }, 1);
        trainer.Train();
        return StateBits.Of(new ModuleState(model), optimizer);
    });

    [Fact]
    public void Sum_OneThreadOrTwo_IsTheSame() => AssertSameBits(() =>
    {
        using var scope = NewDisposeScope();
        Tensor[] values = [.. new long[][] { [100_003], [900, 96], [50_001, 1], [1, 100_003] }.Select(shape => randn(shape, generator: new Generator(1)))];
        return new SortedDictionary<string, string>(values.ToDictionary(
            tensor => string.Join(" × ", tensor.shape),
            tensor => Convert.ToHexString(TensorFunctions.Sum(tensor).bytes.ToArray())));
    });

    private static LlamaForCausalLM Llama(LlamaConfig config, bool mixedPrecision)
    {
        LlamaForCausalLM llama = LlamaForCausalLM.Create(config, 1);
        llama.MixedPrecision = mixedPrecision;
        return llama;
    }

    private static void AssertSameBits(Func<SortedDictionary<string, string>> train)
    {
        int threads = get_num_threads();
        try
        {
            set_num_threads(1);
            var one = train();
            set_num_threads(2);
            Assert.Equal(one, train());
        }
        finally
        {
            set_num_threads(threads);
        }
    }
}
