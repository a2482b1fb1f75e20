using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>Where the language rows' backbone comes from: pretrained on the catalogue's text, or read from a folder.</summary>
internal interface IBackboneSource
{
    /// <summary>
    /// Everything that decides the backbone, by name, such as its sizes and its text's hash, or the hash of a folder's weights; part of the
    /// settings of every row that uses it. No paths and no facts of the machine.
    /// </summary>
    IReadOnlyDictionary<string, string> Settings(RowSetting setting);

    /// <summary>The backbone in words, for reports.</summary>
    string Describe(RowSetting setting);

    /// <summary>A scale whose recommenders have rows as wide as the backbone's hidden states, and prompts that fit its context.</summary>
    LabScale Fit(LabScale scale) => scale;

    /// <summary>Makes the backbone, or reads what an earlier cell made (<see cref="RowContext.Shared"/>). The caller disposes.</summary>
    ILanguageBackbone Open(RowContext context);
}
