using Bdlm.Joint;

namespace Bdlm.Pages;

/// <summary>The callback of docs/blocks/joint-training.md.</summary>
internal sealed class BalanceLog : IJointCallback
{
    public List<double> LanguageRatios { get; } = [];

    public void OnTurn(TurnReport report)
    {
        if (report.Balance is { Side: Side.Language } balance)
        {
            LanguageRatios.Add(balance.Ratio); // |λ · gradient of L_ML| / |gradient of L_LLM|, on E^L
        }
    }
}
