using Bdlm.Data.Reading.Scanning;

namespace Bdlm.Data.Reading;

/// <summary>
/// Reads MovieLens in its original layouts: 100K (<c>u.data</c>, <c>u.item</c>), 1M and 10M (<c>ratings.dat</c>,
/// <c>movies.dat</c>), and 20M and later (<c>ratings.csv</c>, <c>movies.csv</c>). Each file may be packed (<c>.gz</c>).
/// 100K and 1M are in Latin-1, as is the default; 10M is in UTF-8, to be told in the options.
/// </summary>
public static class MovieLens
{
    private const int ItemFileFields = 24;
    private const int FirstGenreField = 5;

    private static readonly string[] Genres =
    [
        "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ];

    /// <summary>Reads a folder, whichever layout it holds.</summary>
    /// <param name="folder">The folder with the two files.</param>
    /// <param name="options">Encoding (default: Latin-1, UTF-8 for the .csv layout) and repeated pairs.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds none of the layouts, or one of two files is missing.</exception>
    /// <exception cref="DataFormatException">A file is not as MovieLens' files are.</exception>
    public static InteractionDataSet Read(string folder, ReadOptions? options = null)
    {
        SourceStream.RequireFolder(folder);
        if (SourceStream.Find(folder, "u.data") is { } data)
        {
            return ReadTabs(data, Beside(folder, "u.item"), options);
        }

        if (SourceStream.Find(folder, "ratings.dat") is { } ratings)
        {
            return ReadDat(ratings, Beside(folder, "movies.dat"), options);
        }

        return SourceStream.Find(folder, "ratings.csv") is { } csv
            ? ReadCsv(csv, Beside(folder, "movies.csv"), options)
            : throw new FileNotFoundException($"{folder} holds none of u.data, ratings.dat and ratings.csv; expected a MovieLens folder with u.data and u.item, ratings.dat and movies.dat, or ratings.csv and movies.csv. Unpack the data set there.", folder);
    }

    /// <summary>Reads the layout of 1M and 10M: <c>user::item::rating::time</c> and <c>item::title::genre|genre</c>.</summary>
    /// <inheritdoc cref="ReadTabs"/>
    public static InteractionDataSet ReadDat(string ratingPath, string itemPath, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        var itemOptions = new DelimitedItemOptions
        {
            Delimiter = "::",
            Categories = 2,
            NoCategory = "(no genres listed)",
            Encoding = options.Encoding ?? TextEncoding.Latin1,
            Duplicates = options.Duplicates,
        };
        return Join(ratingPath, "::", options, DelimitedReader.ReadItemFile(itemPath, itemOptions));
    }

    /// <summary>Reads the layout of 100K: <c>user item rating time</c> separated by tabs, and items with genre flags separated by "|". The flag "unknown" gives no category.</summary>
    /// <param name="ratingPath">The file of ratings.</param>
    /// <param name="itemPath">The file of items.</param>
    /// <param name="options">Encoding (default: Latin-1) and repeated pairs.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not as MovieLens' files are.</exception>
    public static InteractionDataSet ReadTabs(string ratingPath, string itemPath, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        options.Validate();
        var table = new TableScanner(itemPath, options.Encoding ?? TextEncoding.Latin1, "|", ItemFileFields);
        CatalogFile items = CatalogFile.Read(table, options.Duplicates, row => (catalog => catalog.Add(row, 0, row.Text(1), GenresOf(row)), Header: false));
        return Join(ratingPath, "\t", options, items);
    }

    /// <summary>Reads the layout of 20M and later: CSV with a header <c>userId,movieId,rating,timestamp</c> and <c>movieId,title,genres</c>.</summary>
    /// <param name="ratingPath">The file of ratings.</param>
    /// <param name="itemPath">The file of items.</param>
    /// <param name="options">Encoding (default: UTF-8) and repeated pairs.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not as MovieLens' files are.</exception>
    public static InteractionDataSet ReadCsv(string ratingPath, string itemPath, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        return DelimitedReader.Read(
            ratingPath,
            new DelimitedOptions
            {
                Delimiter = ",",
                HasHeader = true,
                User = "userId",
                Item = "movieId",
                Rating = "rating",
                Time = "timestamp",
                Encoding = options.Encoding,
                Duplicates = options.Duplicates,
            },
            itemPath,
            new DelimitedItemOptions
            {
                Delimiter = ",",
                HasHeader = true,
                Quotes = true,
                Id = "movieId",
                Title = "title",
                Categories = "genres",
                NoCategory = "(no genres listed)",
                Encoding = options.Encoding,
                Duplicates = options.Duplicates,
            });
    }

    private static InteractionDataSet Join(string ratingPath, string delimiter, ReadOptions options, CatalogFile items)
    {
        options.Validate();
        using var table = new TableScanner(ratingPath, options.Encoding ?? TextEncoding.Latin1, delimiter, fieldCount: 4);
        var interactions = new InteractionAssembler();
        interactions.AddTable(table, hasHeader: false, _ => new InteractionFields(User: 0, Item: 1, Rating: 2, Time: 3));
        return InteractionDataSet.Join(interactions.Complete(options.Duplicates), items);
    }

    private static string Beside(string folder, string name) => SourceStream.Find(folder, name) ?? Path.Combine(folder, name);

    private static List<string> GenresOf(TableScanner row)
    {
        var genres = new List<string>();
        for (int genre = 0; genre < Genres.Length; genre++)
        {
            int field = FirstGenreField + genre;
            bool? flag = row.Field(field) switch { [(byte)'1'] => true, [(byte)'0'] => false, _ => null };
            if (flag is null)
            {
                throw row.Fault(field, $"{Genres[genre]} (field {field + 1}) is {row.Lines.Decoder.Show(row.Field(field))}; expected 0 or 1. Correct the flag.");
            }

            if (flag.Value && genre > 0)
            {
                genres.Add(Genres[genre]);
            }
        }

        return genres;
    }
}
