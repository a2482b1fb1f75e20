namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>What a data set tells about its items in words.</summary>
internal enum ItemText
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Categories without titles.</summary>
    Categories,

    /// <summary>Titles, perhaps with categories.</summary>
    Titles,
}
