namespace Bdlm.Lab.Reproduction.Rows.Titles;

/// <summary>What prompts show of the items' texts.</summary>
internal enum TitleUse
{
    /// <summary>Each item's own.</summary>
    Shown,

    /// <summary>Another item's: what a model still gains from titles it does not gain from what they say.</summary>
    Shuffled,
}
