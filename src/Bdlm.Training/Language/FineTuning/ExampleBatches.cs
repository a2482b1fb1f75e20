using Bdlm.Loops;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language.FineTuning;

/// <summary>
/// Trains a language model on prompts with answers. Each epoch draws its order from the seed and its number, every example exactly once; examples
/// of like length share a batch, and a batch that would not fit in one forward is computed in parts.
/// </summary>
/// <remarks>
/// The loss of a batch is the mean over the answer tokens of the <em>whole</em> batch, however it is cut: a part counts by its number of
/// answer tokens. (The mean of the parts' means would weigh a token in a part of short answers more.)
/// </remarks>
public sealed class ExampleBatches : ILanguageBatches
{
    // Any word will do: padding is masked out.
    private const int PadToken = 0;

    private readonly MixedLanguageModel _model;
    private readonly LanguageExample[] _examples;
    private readonly int[] _lengths;
    private readonly ExampleBatchOptions _options;
    private readonly int _seed;
    private readonly Device _device;
    private (int Epoch, ExamplePlan Plan) _planned;

    /// <summary>Makes batches.</summary>
    /// <param name="model">The model; owned by the caller.</param>
    /// <param name="examples">At least one; their tokens are the model's.</param>
    /// <param name="options">Batch sizes, and what becomes of examples that are too long.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="device">Where the model lives.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or an example cannot be used: it is named by its index.</exception>
    public ExampleBatches(MixedLanguageModel model, IReadOnlyList<LanguageExample> examples, ExampleBatchOptions options, int seed, Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        options.Validate();
        var fit = new ExampleFit(model.Vocabulary.Size, model.Base.MaxLength, options.Overlong);
        _model = model;
        _examples = fit.Apply(examples, nameof(examples));
        Shortened = fit.Shortened;
        _lengths = [.. _examples.Select(example => example.InputLength)];
        _options = options;
        _seed = seed;
        _device = device;
        _planned = (0, ExamplePlan.Draw(_lengths, options, Seed(0)));
        Count = _planned.Plan.Batches.Count;
        Fingerprint = ExampleFingerprint.Of(_examples, options, seed);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <summary>The number of examples that were too long and lost tokens.</summary>
    public int Shortened { get; }

    /// <summary>The share of an epoch's tokens that are padding, in [0, 1).</summary>
    /// <param name="epoch">Zero-based epoch.</param>
    public double PaddingShare(int epoch) => Plan(epoch).PaddingShare(_lengths);

    /// <inheritdoc/>
    public int PartCount(int epoch, int index) => Plan(epoch).Batches[index].Count;

    /// <inheritdoc/>
    public LanguageTaskLoss Compute(int epoch, int index, int part)
    {
        IReadOnlyList<int[]> parts = Plan(epoch).Batches[index];
        LanguageExample[] examples = Take(parts[part]);
        using var scope = NewDisposeScope();
        AnswerBatch batch = AnswerBatch.Create(examples, PadToken, _device);
        Tensor loss = AnswerLoss.Compute(_model, _model.Encode(batch.Sequence), batch, _options.Loss);
        if (parts.Count > 1)
        {
            loss = loss.Times((double)AnswerTokens(examples) / parts.Sum(places => AnswerTokens(Take(places))));
        }

        return new LanguageTaskLoss(loss.MoveToOuterDisposeScope(), [], [.. examples.Select(example => example.ToInputs())]);
    }

    /// <summary>The examples of one part of a batch, as <see cref="Compute"/> sees them.</summary>
    /// <param name="epoch">Zero-based epoch.</param>
    /// <param name="index">Zero-based batch of the epoch.</param>
    /// <param name="part">Zero-based part of the batch.</param>
    public IReadOnlyList<LanguageExample> ExamplesOf(int epoch, int index, int part) => Take(Plan(epoch).Batches[index][part]);

    private static long AnswerTokens(IEnumerable<LanguageExample> examples) => examples.Sum(example => (long)example.Answer.Count);

    private LanguageExample[] Take(int[] places) => [.. places.Select(place => _examples[place])];

    private int Seed(int epoch) => StepSeed.For(_seed, 3, epoch);

    private ExamplePlan Plan(int epoch)
    {
        if (_planned.Epoch != epoch)
        {
            _planned = (epoch, ExamplePlan.Draw(_lengths, _options, Seed(epoch)));
        }

        return _planned.Plan;
    }
}
