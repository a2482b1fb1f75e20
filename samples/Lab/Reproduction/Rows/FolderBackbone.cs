using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;
using Bdlm.Llama;
using Bdlm.Llama.Checkpoints;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>Any Llama that a user brought as a Hugging Face folder, with its tokenizer.</summary>
/// <param name="folder">The folder.</param>
internal sealed class FolderBackbone(string folder) : IBackboneSource
{
    private readonly Lazy<string> _hash = new(() => FolderHash.Of(folder));

    /// <summary>The model's sizes; recommenders that BDLM joins with it need rows of its width.</summary>
    /// <exception cref="FileNotFoundException">There is no model in the folder.</exception>
    public LlamaConfig ReadConfig() => LlamaCheckpoint.ReadConfig(folder);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new SettingText()
        .Add("backbone", "a folder")
        .Add("backbone.hash", _hash.Value)
        .Values;

    /// <inheritdoc/>
    public string Describe(RowSetting setting)
    {
        LlamaConfig config = ReadConfig();
        return FormattableString.Invariant($"a Llama of {config.LayerCount} layers, hidden size {config.HiddenSize} and {config.VocabularySize} words, from a folder");
    }

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">There is no model in the folder.</exception>
    /// <exception cref="CheckpointException">Its configuration is faulty.</exception>
    public LabScale Fit(LabScale scale)
    {
        LlamaConfig config = ReadConfig();
        return scale with { Dim = config.HiddenSize, MaxLength = Math.Min(scale.MaxLength, config.MaxLength) };
    }

    /// <inheritdoc/>
    public ILanguageBackbone Open(RowContext context) => BackboneFactory.FromFolder(folder);
}
