using Bdlm.Lab.Sources;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>Where a data set lies and how it is treated, from what a command was given.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Title">What reports call it.</param>
/// <param name="Filter">What is left out.</param>
internal sealed record DataSetLocation(string Folder, string Title, CoreFilter Filter)
{
    /// <summary>Finds a data set by its name below a root, or as any folder of a known format.</summary>
    /// <param name="nameOrFolder">Such as "ml-100k", or a folder.</param>
    /// <param name="root">The folder that holds the known data sets; null where there is none.</param>
    /// <param name="filter">What is left out; null for the data set's usual filter, which for a folder keeps users with targets.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static DataSetLocation Find(string nameOrFolder, string? root, CoreFilter? filter)
    {
        KnownDataSet? known = KnownDataSet.Find(nameOrFolder);
        if (known is not null && root is not null && Directory.Exists(Path.Combine(root, known.Name)))
        {
            return new DataSetLocation(Path.Combine(root, known.Name), known.Title, filter ?? known.Filter);
        }

        if (Directory.Exists(nameOrFolder))
        {
            // A folder of a known name is that data set, wherever it lies.
            KnownDataSet? alike = KnownDataSet.Find(FolderName.Of(nameOrFolder));
            return new DataSetLocation(nameOrFolder, alike?.Title ?? FolderName.Of(nameOrFolder), filter ?? alike?.Filter ?? CoreFilter.Targets);
        }

        string where = root is null ? "no data folder was found" : $"the data folder is {root}";
        throw new DirectoryNotFoundException($"--dataset is {nameOrFolder}, which is no folder, and {where}; expected one of {KnownDataSet.Names}, or a folder of a known format. Set BDLM_DATA to the folder that holds the data sets.");
    }
}
