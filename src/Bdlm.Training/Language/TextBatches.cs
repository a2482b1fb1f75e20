using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>Trains a language model on plain text: every token is predicted from those before it.</summary>
public sealed class TextBatches : ILanguageBatches
{
    private const int Window = 16;

    private readonly MixedLanguageModel _model;
    private readonly LanguageExample[] _texts;
    private readonly int[] _lengths;
    private readonly int _batchSize;
    private readonly int _seed;
    private readonly Device _device;
    private (int Epoch, int[][] Batches) _plan = (-1, []);

    /// <summary>Makes batches.</summary>
    /// <param name="model">The model; owned by the caller.</param>
    /// <param name="texts">Encoded texts of at least two tokens, the first of which is only read, not predicted.</param>
    /// <param name="batchSize">Texts a batch.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="device">Where the model lives.</param>
    public TextBatches(MixedLanguageModel model, IReadOnlyList<IReadOnlyList<int>> texts, int batchSize, int seed, Device device)
    {
        int tooShort = texts.ToList().FindIndex(text => text.Count < 2);
        if (texts.Count == 0 || tooShort >= 0)
        {
            throw new ArgumentException(
                texts.Count == 0 ? "texts is empty; expected at least one text." : $"texts[{tooShort}] has {texts[tooShort].Count} token(s); expected at least 2. Leave it out.", nameof(texts));
        }

        _model = model;
        _texts = [.. texts.Select(text => new LanguageExample([text[0]], [.. text.Skip(1)]))];
        _lengths = [.. texts.Select(text => text.Count)];
        _batchSize = batchSize;
        _seed = seed;
        _device = device;
        Count = LengthBuckets.Plan(_lengths, batchSize, Window, seed).Length;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public LanguageTaskLoss Compute(int epoch, int index)
    {
        if (_plan.Epoch != epoch)
        {
            _plan = (epoch, LengthBuckets.Plan(_lengths, _batchSize, Window, StepSeed.For(_seed, 3, epoch)));
        }

        AnswerBatch batch = AnswerBatch.Create([.. _plan.Batches[index].Select(place => _texts[place])], padToken: 0, _device);
        Tensor loss = AnswerLoss.Compute(_model, _model.Encode(batch.Sequence), batch);
        return new LanguageTaskLoss(loss, [], []);
    }
}
