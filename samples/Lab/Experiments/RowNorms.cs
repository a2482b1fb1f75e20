using Bdlm.Embeddings;
using Bdlm.Loops;
using Bdlm.Recommending;
using Bdlm.Sharing;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>How large the rows of both sides and of M are, and how far each side is from M: figures of an epoch beside its validation.</summary>
internal static class RowNorms
{
    /// <summary>What the figures' names begin with.</summary>
    public const string Prefix = "rows ";

    /// <summary>Root mean squares; those of D in the space that M compares in.</summary>
    public static IEnumerable<NamedValue> Of(LanguageRow language, DomainRow domain, InformationSharingModule sharing)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        using DomainEmbeddings rows = domain.Recommender.Embed();
        Tensor users = rows.AlignedUsers * language.UserFactor;
        Tensor items = rows.AlignedItems * language.ItemFactor;
        return
        [
            .. language.Model.Embedding.Users.shape[0] > 0 ? Side("L", language.Model.Embedding.Users, language.Model.Embedding.Items, sharing) : [],
            .. Side("D", users, items, sharing),
            Rms("M users", sharing.Users),
            Rms("M items", sharing.Items),
        ];
    }

    private static NamedValue[] Side(string side, Tensor users, Tensor items, InformationSharingModule sharing) =>
    [
        Rms($"{side} users", users),
        Rms($"{side} items", items),
        Rms($"{side} users to M", users - sharing.Users),
        Rms($"{side} items to M", items - sharing.Items),
    ];

    private static NamedValue Rms(string name, Tensor rows) => new(Prefix + name, RowStatistics.RootMeanSquare(rows));
}
