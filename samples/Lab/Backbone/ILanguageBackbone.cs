using Bdlm.Language;
using Bdlm.Prompts;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone;

/// <summary>A language model that knows words but nothing of behaviour, with its tokenizer: every language row starts from copies of one.</summary>
internal interface ILanguageBackbone : IDisposable
{
    /// <summary>The tokenizer of its words.</summary>
    Tokenizer Tokenizer { get; }

    /// <summary>The number of words |V|.</summary>
    int VocabularySize { get; }

    /// <summary>The width of its hidden states; recommenders that are preloaded into it have rows as wide.</summary>
    int HiddenSize { get; }

    /// <summary>The token that begins every sequence; null for none.</summary>
    int? BeginToken { get; }

    /// <summary>The token that ends a text; null where none is known.</summary>
    int? EndToken { get; }

    /// <summary>A fresh copy. The caller disposes.</summary>
    /// <param name="device">Where it is to live.</param>
    /// <param name="dropout">The share of values dropped when the copy is trained, in [0, 1).</param>
    /// <param name="seed">Where dropout begins.</param>
    /// <param name="mixedPrecision">Whether its linear maps multiply in bfloat16.</param>
    ICausalLanguageModel Copy(Device device, double dropout = 0, int seed = 0, bool mixedPrecision = false);

    /// <summary>Prompts as this backbone reads them: its begin token, its words for yes and no, and no more than its context holds.</summary>
    PromptOptions Fit(PromptOptions prompts);
}
