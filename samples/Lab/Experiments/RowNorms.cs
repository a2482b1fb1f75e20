using Bdlm.Embeddings;
using Bdlm.Loops;
using Bdlm.Recommending;
using Bdlm.Sharing;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>How large the rows of both sides and of M are, and how far each side's are from M's: figures of an epoch beside its validation.</summary>
internal static class RowNorms
{
    /// <summary>What the figures' names begin with.</summary>
    public const string Prefix = "rows ";

    /// <summary>Root mean squares; those of D in the space that M compares in.</summary>
    /// <param name="language">The language side; without figures where it has no rows.</param>
    /// <param name="domain">The domain side.</param>
    /// <param name="sharing">M; null where nothing is shared.</param>
    public static IEnumerable<NamedValue> Of(LanguageRow language, DomainRow domain, InformationSharingModule? sharing)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        using DomainEmbeddings rows = domain.Recommender.Embed();
        (Tensor users, Tensor items) = (language.Model.Embedding.Users, language.Model.Embedding.Items);
        return
        [
            .. users.shape[0] > 0 ? Side("L", users, items, sharing) : [],
            .. Side("D", rows.AlignedUsers * language.UserFactor, rows.AlignedItems * language.ItemFactor, sharing),
            .. sharing is null ? [] : Rms("M", sharing.Users, sharing.Items, ""),
        ];
    }

    private static NamedValue[] Side(string side, Tensor users, Tensor items, InformationSharingModule? sharing) =>
    [
        .. Rms(side, users, items, ""),
        .. sharing is null ? [] : Rms(side, users - sharing.Users, items - sharing.Items, " to M"),
    ];

    private static NamedValue[] Rms(string side, Tensor users, Tensor items, string what) =>
    [
        new($"{Prefix}{side} users{what}", RowStatistics.RootMeanSquare(users)),
        new($"{Prefix}{side} items{what}", RowStatistics.RootMeanSquare(items)),
    ];
}
