namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>Picks where a run's backbone comes from.</summary>
internal static class BackboneSources
{
    /// <summary>The folder's model, or, without a folder, one that is pretrained on the catalogue.</summary>
    public static IBackboneSource Of(string? folder) => folder is null ? new CatalogueBackbone() : new FolderBackbone(folder);
}
