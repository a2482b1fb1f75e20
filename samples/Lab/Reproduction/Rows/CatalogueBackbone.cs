using Bdlm.Data;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Backbone.Pretraining;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>
/// A small Llama that the Lab pretrains on the catalogue's text and keeps beside the other artefacts. All runs of a data set share it, whatever their
/// seed, as they would share a published model: what differs between seeds is what was learnt of behaviour.
/// </summary>
internal sealed class CatalogueBackbone : IBackboneSource
{
    private const int Seed = 1;
    private const int HashDigits = 16;
    private const string Stage = "backbone";

    private (ItemCatalog Catalog, LabScale Scale, BackboneRecipe Recipe)? _known;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting)
    {
        BackboneRecipe recipe = RecipeOf(setting);
        return new SettingText()
            .Add("backbone", "pretrained on the catalogue")
            .Add("backbone.dim", recipe.Options.Dim)
            .Add("backbone.layers", recipe.Options.Layers)
            .Add("backbone.vocabulary", recipe.Options.VocabularySize)
            .Add("backbone.hash", recipe.Key()[..HashDigits])
            .Values;
    }

    /// <inheritdoc/>
    public string Describe(RowSetting setting)
    {
        BackboneRecipe recipe = RecipeOf(setting);
        BackboneOptions options = recipe.Options;
        long parameters = recipe.Config(options.VocabularySize).ParameterCount;
        string maps = options.MixedPrecision ? "; linear maps multiply in bfloat16" : "";
        return FormattableString.Invariant($"a Llama of {options.Layers} layers, hidden size {options.Dim} and {options.VocabularySize:N0} words (at most {parameters:N0} parameters), pretrained on the catalogue's text{maps}");
    }

    /// <inheritdoc/>
    /// <exception cref="Loops.TrainingCanceledException">It was cancelled while it was pretrained.</exception>
    public ILanguageBackbone Open(RowContext context) => context.Shared(
        Stage,
        Settings(context.Setting),
        store => BackboneFactory.Pretrained(RecipeOf(context.Setting), new BackboneCache(store.Folder), context.Device, () => store, context.Progress, context.Cancellation));

    // Writing the sentences of a catalogue takes a moment, and every row asks for settings.
    private BackboneRecipe RecipeOf(RowSetting setting)
    {
        if (_known is not { } known || !ReferenceEquals(known.Catalog, setting.Data.Catalog) || known.Scale != setting.Scale)
        {
            known = (setting.Data.Catalog, setting.Scale, BackboneRecipe.Create(setting.Data.Catalog, PromptSettings.Words(setting.Scale), BackboneOptions.Of(setting.Scale), Seed));
            _known = known;
        }

        return known.Recipe;
    }
}
