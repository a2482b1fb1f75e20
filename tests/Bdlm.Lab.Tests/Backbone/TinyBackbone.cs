using Bdlm.Data;
using Bdlm.Lab.Backbone.Pretraining;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.World;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone;

/// <summary>A backbone that is learnt within a second: few films, a narrow model.</summary>
internal static class TinyBackbone
{
    public static ItemCatalog Catalog { get; } = new(FilmTitles.Create(30, new Random(1)).Films);

    public static BackboneOptions Options { get; } = new() { Dim = 32, Heads = 2, Layers = 1, VocabularySize = 500, MaxLength = 640, Epochs = 3, Batch = 32, LearningRate = 5e-3, HeldOutShare = 0.1 };

    public static BackboneRecipe Recipe(BackboneOptions? options = null, int seed = 1) => BackboneRecipe.Create(Catalog, PromptSettings.Words(new LabScale()), options ?? Options, seed);

    public static BackboneFactory Pretrained(string folder, BackboneOptions? options = null, int seed = 1) =>
        BackboneFactory.Pretrained(Recipe(options, seed), new BackboneCache(folder), CPU, checkpoints: null, progress: null, CancellationToken.None);
}
