using Bdlm.Joint;

namespace Bdlm.Lab.Experiments;

/// <summary>Collects how strongly the mutual terms pulled on each side, compared with its task.</summary>
internal sealed class BalanceLog : IJointCallback
{
    private readonly List<GradientBalance> _balances = [];

    public void OnTurn(TurnReport report)
    {
        if (report.Balance is { } balance)
        {
            _balances.Add(balance);
        }
    }

    /// <summary>The median of ‖λ ∇L_ML‖ / ‖∇ task‖ over the measured turns of this session; null where none was measured.</summary>
    public double? MedianRatio(Side side)
    {
        double[] ratios = [.. _balances.Where(balance => balance.Side == side).Select(balance => balance.Ratio).Order()];
        return ratios.Length == 0 ? null : ratios[ratios.Length / 2];
    }
}
