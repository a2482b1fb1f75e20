using Bdlm.Bundles;
using Bdlm.Recommendations;

namespace Bdlm.Hosting;

/// <summary>A bundle that is released when nobody uses it any more: its owner has a lease from the beginning, each call takes one more.</summary>
internal sealed class LeasedBundle(BdlmBundle bundle, RecommenderOptions options)
{
    private int _leases = 1;

    public BundleManifest Manifest => bundle.Manifest;

    public BdlmBundle Bundle => bundle;

    public BundleRecommender Recommender { get; } = new(bundle, options);

    /// <summary>Whether the bundle is still there; if so it stays until <see cref="Release"/>.</summary>
    public bool TryLease()
    {
        for (int leases = Volatile.Read(ref _leases); leases > 0; leases = Volatile.Read(ref _leases))
        {
            if (Interlocked.CompareExchange(ref _leases, leases + 1, leases) == leases)
            {
                return true;
            }
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) == 0)
        {
            Recommender.Dispose();
            bundle.Dispose();
        }
    }
}
