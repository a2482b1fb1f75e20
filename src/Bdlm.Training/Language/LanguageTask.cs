using Bdlm.Joint;
using Bdlm.Loops;
using Bdlm.Prompts;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// L_LLM (Eq. 4) of a batch of aligned samples: the interaction task ("Yes" or "No" for every sample) and the top-K task
/// (the item token or its title, for the positives), mixed by a share.
/// </summary>
public sealed class LanguageTask
{
    private readonly MixedLanguageModel _model;
    private readonly Func<AlignedSample, PromptEncoder> _encoderOf;
    private readonly Func<AlignedSample, int[]> _historyOf;
    private readonly double _topKShare;
    private readonly TopKAnswer _topKAnswer;
    private readonly Device _device;

    /// <summary>Makes a task.</summary>
    /// <param name="model">The language side; owned by the caller.</param>
    /// <param name="encoder">Builds the prompts.</param>
    /// <param name="historyOf">The history of a sample's prompt.</param>
    /// <param name="topKShare">The share of the top-K task, in [0, 1].</param>
    /// <param name="device">Where the model lives.</param>
    /// <param name="topKAnswer">What the answer to a top-K prompt is.</param>
    public LanguageTask(MixedLanguageModel model, PromptEncoder encoder, Func<AlignedSample, int[]> historyOf, double topKShare, Device device, TopKAnswer topKAnswer = TopKAnswer.ItemToken)
        : this(model, _ => encoder, historyOf, topKShare, device, topKAnswer)
    {
    }

    /// <summary>Makes a task whose samples are asked about in different wordings.</summary>
    internal LanguageTask(MixedLanguageModel model, Func<AlignedSample, PromptEncoder> encoderOf, Func<AlignedSample, int[]> historyOf, double topKShare, Device device, TopKAnswer topKAnswer)
    {
        _model = model;
        _encoderOf = encoderOf;
        _historyOf = historyOf;
        _topKShare = topKShare;
        _topKAnswer = topKAnswer;
        _device = device;
    }

    /// <summary>Whether a forward holds the interaction prompts, so that h can be read from it.</summary>
    internal bool AsksInteractions => _topKShare < 1;

    /// <summary>The mixed loss, its parts, and every token sequence that took part. Prompts that begin alike are read together, a sample with its negatives and its top-K prompt above all.</summary>
    public LanguageTaskLoss Compute(IReadOnlyList<AlignedSample> batch) => Compute(batch, features: null);

    /// <summary>The same, with h of each sample's interaction prompt.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="features">Where h is read; null for no h. Only where the interaction task has a share.</param>
    internal LanguageTaskLoss Compute(IReadOnlyList<AlignedSample> batch, FeaturePooling? features)
    {
        AlignedSample[] asked = AsksInteractions ? [.. batch] : [];
        AlignedSample[] positives = _topKShare > 0 ? [.. batch.Where(sample => sample.Label)] : [];
        LanguageExample[] examples = [.. asked.Select(Interaction), .. positives.Select(TopK)];
        // Part of the graph even where no task has a sample.
        Tensor loss = _model.Base.WordEmbeddings.narrow(0, 0, 1).sum().to(ScalarType.Float32).Times(0);
        if (examples.Length == 0)
        {
            return new LanguageTaskLoss(loss, [], []);
        }

        using AnswerTreeBatch trees = AnswerTreeBatch.Create(_model, examples, padToken: 0, _device);
        Tensor hidden = _model.EncodeTrees(trees.Sequence);
        Tensor losses = AnswerLoss.PerToken(_model, hidden, trees);
        var parts = new List<NamedValue>();
        loss = loss.Plus(Mean("yes/no", losses, 0, examples.Take(asked.Length), parts).Times(1 - _topKShare));
        loss = loss.Plus(Mean("top-K", losses, asked.Length, examples.Skip(asked.Length), parts).Times(_topKShare));

        Tensor? read = features is FeaturePooling pooling ? Read(hidden, trees, pooling, batch.Count) : null;
        return new LanguageTaskLoss(loss, parts, [.. examples.Select(example => example.ToInputs())]) { Features = read };
    }

    /// <summary>The interaction prompt of a sample.</summary>
    public InteractionPrompt PromptOf(AlignedSample sample) => new(sample.User, _historyOf(sample), sample.Item);

    private LanguageExample Interaction(AlignedSample sample)
    {
        PromptEncoder encoder = _encoderOf(sample);
        return new LanguageExample(encoder.Encode(PromptOf(sample)), [sample.Label ? encoder.YesToken : encoder.NoToken]);
    }

    private LanguageExample TopK(AlignedSample sample) =>
        new(_encoderOf(sample).Encode(new TopKPrompt(sample.User, _historyOf(sample))), Answer(sample));

    private IReadOnlyList<int> Answer(AlignedSample sample) => _topKAnswer == TopKAnswer.Title
        ? _encoderOf(sample).EncodeTitleAnswer(sample.Item)
        : [_model.Vocabulary.ItemToken(sample.Item)];

    // The mean over the answer tokens of one task, which stand side by side behind those before; 0 where it has no sample.
    private static Tensor Mean(string name, Tensor losses, int start, IEnumerable<LanguageExample> examples, List<NamedValue> parts)
    {
        int count = examples.Sum(example => example.Answer.Count);
        if (count == 0)
        {
            return zeros(1, dtype: losses.dtype, device: losses.device).squeeze();
        }

        Tensor mean = losses.narrow(0, start, count).mean();
        parts.Add(new NamedValue(name, mean.to(ScalarType.Float64).item<double>()));
        return mean;
    }

    // The interaction prompts come first, in the order of the samples.
    private static Tensor Read(Tensor hidden, AnswerTreeBatch trees, FeaturePooling pooling, int samples)
    {
        using IDisposable noGradient = no_grad();
        return MixedLanguageModel.Pool(hidden.detach(), trees, pooling).narrow(0, 0, samples).to(ScalarType.Float32);
    }
}
