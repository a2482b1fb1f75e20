using Bdlm.Checkpoints;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Prompts;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>The language side L: a <see cref="MixedLanguageModel"/> with its prompts, its two tasks and its optimiser.</summary>
public sealed class LanguageSide : ILanguageSide
{
    private readonly MixedLanguageModel _model;
    private readonly LanguageTask _task;
    private readonly FeatureExtractor _features;
    private readonly FeaturePooling _pooling;
    private readonly LanguageOptimizer _optimizer;
    private readonly Device _device;
    private TouchedEntities _touched = TouchedEntities.None;

    /// <summary>Makes a side.</summary>
    /// <param name="model">The model, already on its device; owned by the caller.</param>
    /// <param name="encoder">Builds the prompts.</param>
    /// <param name="historyOf">The history of a sample's prompt, such as <see cref="IAlignedSamples.HistoryOf"/>.</param>
    /// <param name="optimizer">Steps the model's parameters; owned by the caller.</param>
    /// <param name="options">Tasks and pooling.</param>
    /// <param name="device">Where the model lives.</param>
    public LanguageSide(MixedLanguageModel model, PromptEncoder encoder, Func<AlignedSample, int[]> historyOf, LanguageOptimizer optimizer, LanguageSideOptions options, Device device)
    {
        options.Validate();
        _model = model;
        _task = new LanguageTask(model, encoder, historyOf, options.TopKShare, device);
        _features = new FeatureExtractor(model, encoder, options.Pooling, device) { WithScores = options.WithScores };
        _pooling = options.Pooling;
        _optimizer = optimizer;
        _device = device;
        Weights = new ModuleState(model);
        SharedParameters = [model.Embedding.Users, model.Embedding.Items];
    }

    /// <inheritdoc/>
    public IStateful Weights { get; }

    /// <inheritdoc/>
    public IStateful Optimizer => _optimizer;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> SharedParameters { get; }

    /// <inheritdoc/>
    public Tensor Features(IReadOnlyList<AlignedSample> batch) => _features.Extract([.. batch.Select(_task.PromptOf)]);

    /// <inheritdoc/>
    /// <remarks>So it is where the model drops nothing (<see cref="MixedLanguageModel.HasDropout"/>), the interaction task has a share and no scores are asked for.</remarks>
    public bool ForwardReadsFeatures => !_features.WithScores && !_model.HasDropout && _task.AsksInteractions;

    /// <inheritdoc/>
    public SideForward Forward(IReadOnlyList<AlignedSample> batch)
    {
        _model.train();
        LanguageTaskLoss task = _task.Compute(batch, ForwardReadsFeatures ? _pooling : null);
        Tensor users = tensor(batch.Select(sample => (long)sample.User).ToArray(), device: _device);
        Tensor items = tensor(batch.Select(sample => (long)sample.Item).ToArray(), device: _device);
        _touched = TouchedEntities.In(_model.Vocabulary, task.Inputs, batch.Select(s => s.User), batch.Select(s => s.Item));
        Tensor userRows = _model.Embedding.Users.index_select(0, users);
        return new SideForward(task.Loss, task.Parts, userRows, _model.Embedding.Items.index_select(0, items)) { Features = task.Features };
    }

    /// <inheritdoc/>
    public void Step(StepPlace place) => _optimizer.Step(place, _touched);
}
