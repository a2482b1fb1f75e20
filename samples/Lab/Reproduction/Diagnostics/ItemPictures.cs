using Bdlm.Data;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>Item rows of both sides in two dimensions, one series a genre (an item's first category; rare ones together).</summary>
internal sealed class ItemPictures
{
    private const int GenresShown = 8;
    private const string Other = "other";

    private readonly string[] _genres;

    /// <summary>Names the genre of every item.</summary>
    public ItemPictures(ItemCatalog catalog)
    {
        string[] first = [.. Enumerable.Range(0, catalog.Count).Select(item => catalog[item].Categories is [var genre, ..] ? genre : Other)];
        HashSet<string> shown = [.. first.Where(genre => genre != Other).CountBy(genre => genre).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(GenresShown).Select(entry => entry.Key)];
        _genres = [.. first.Select(genre => shown.Contains(genre) ? genre : Other)];
    }

    /// <summary>The pictures of both sides at a moment.</summary>
    /// <param name="moment"><c>before</c> or <c>after</c>.</param>
    /// <param name="language">The language side; without a picture where it has no items.</param>
    /// <param name="recommender">The domain side.</param>
    public IReadOnlyList<DiagnosticSeries> Of(string moment, LanguageRow language, IDomainRecommender recommender)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        using DomainEmbeddings rows = recommender.Embed();
        Tensor own = language.Model.Embedding.Items;
        return
        [
            .. own.shape[0] == _genres.Length ? Picture($"components/{moment}/L", own) : [],
            .. Picture($"components/{moment}/D", rows.AlignedItems),
        ];
    }

    private IEnumerable<DiagnosticSeries> Picture(string name, Tensor rows)
    {
        PrincipalPlane plane = PrincipalPlane.Of(rows);
        return Enumerable.Range(0, _genres.Length)
            .GroupBy(item => _genres[item])
            .OrderBy(genre => genre.Key, StringComparer.Ordinal)
            .Select(genre => new DiagnosticSeries($"{name}/{genre.Key}", plane.Describe(), [.. genre.Select(item => plane.First[item])], [.. genre.Select(item => plane.Second[item])]));
    }
}
