using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// Runs many prompts of different lengths through a model in evaluation mode: joins those that begin alike to trees where the model reads these,
/// sorts by length so that little is padded, and says for each batch which prompts it holds.
/// </summary>
internal sealed class PromptRunner
{
    // Any word will do: no token sees padding.
    private const int PadToken = 0;

    private readonly MixedLanguageModel _model;
    private readonly int _tokensPerBatch;
    private readonly Device _device;

    /// <summary>Makes a runner.</summary>
    /// <param name="model">The model; owned by the caller.</param>
    /// <param name="tokensPerBatch">How many tokens, padding included, one forward may hold.</param>
    /// <param name="device">Where the model lives.</param>
    public PromptRunner(MixedLanguageModel model, int tokensPerBatch, Device device)
    {
        _model = model;
        _tokensPerBatch = tokensPerBatch;
        _device = device;
    }

    /// <summary>
    /// Calls <paramref name="read"/> once a batch with the hidden states, the batch and the places its prompts have in
    /// <paramref name="prompts"/>. No gradient is kept; the module's mode is restored.
    /// </summary>
    public void Run(IReadOnlyList<int[]> prompts, Action<Tensor, PromptTreeBatch, int[]> read, CancellationToken cancellation)
    {
        bool training = _model.training;
        _model.eval();
        try
        {
            using IDisposable noGradient = no_grad();
            IReadOnlyList<PlantedTree> forest = Plant(prompts);
            foreach (int[] chosen in LengthBuckets.Pack([.. forest.Select(planted => planted.Tree.Length)], _tokensPerBatch))
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                PromptTreeBatch batch = PromptTreeBatch.Create([.. chosen.Select(place => forest[place].Tree)], PadToken, _device);
                read(_model.EncodeTrees(batch), batch, [.. chosen.SelectMany(place => forest[place].Places)]);
            }
        }
        finally
        {
            _model.train(training);
        }
    }

    // Other models read each path as a sequence of its own: then a tree's tokens are not what a forward holds.
    private IReadOnlyList<PlantedTree> Plant(IReadOnlyList<int[]> prompts)
    {
        bool joins = prompts.Count > 0 && TreeReading.IsOffered(_model.Base, prompts.Max(prompt => prompt.Length));
        return PromptForest.Plant(prompts, joins ? Math.Min(PromptForest.MostTokens, _tokensPerBatch) : 0);
    }
}
