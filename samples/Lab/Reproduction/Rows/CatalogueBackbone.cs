using System.Security.Cryptography;
using System.Text;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>A small Llama that is pretrained once on the catalogue's text, and is the same for all seeds, as a published model would be.</summary>
internal sealed class CatalogueBackbone : IBackboneSource
{
    private const int Seed = 1;
    private const int HashDigits = 16;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new SettingText()
        .Add("backbone", "pretrained on the catalogue")
        .Add("backbone.text", TextHash(setting.Data))
        .Add("backbone.dim", setting.Scale.Dim)
        .Add("backbone.layers", setting.Scale.Layers)
        .Add("backbone.heads", setting.Scale.Heads)
        .Add("backbone.dropout", setting.Scale.Dropout)
        .Add("backbone.first deviation", setting.Scale.InitialStd)
        .Add("backbone.vocabulary", setting.Scale.VocabularySize)
        .Add("backbone.length", setting.Scale.MaxLength)
        .Add("backbone.epochs", setting.Scale.BackboneEpochs)
        .Values;

    /// <inheritdoc/>
    public ILanguageBackbone Open(RowContext context) => context.Shared(
        "backbone",
        Settings(context.Setting),
        store => BackboneFactory.Create(context.Data.Catalog, PromptSettings.Words, context.Scale, Seed, store, context.Progress, context.Cancellation));

    private static string TextHash(ExperimentData data)
    {
        string text = string.Join('\n', CatalogueText.Sentences(data.Catalog).Concat(PromptSettings.Words));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
    }
}
