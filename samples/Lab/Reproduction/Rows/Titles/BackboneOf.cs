using Bdlm.Lab.Backbone;

namespace Bdlm.Lab.Reproduction.Rows.Titles;

/// <summary>The backbone of other settings: it was pretrained on the true texts, whatever prompts show.</summary>
/// <param name="setting">The settings that the backbone belongs to.</param>
internal sealed class BackboneOf(RowSetting setting) : IBackboneSource
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting changed) => setting.Backbone.Settings(setting);

    /// <inheritdoc/>
    public string Describe(RowSetting changed) => setting.Backbone.Describe(setting);

    /// <inheritdoc/>
    public ILanguageBackbone Open(RowContext context) => setting.Backbone.Open(context.With(setting));
}
